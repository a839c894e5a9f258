/** A CDKTF or CDK Terrain app: its program is run, and writes a folder for each stack. */
import { spawn } from "node:child_process";
import { existsSync, rmSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import * as z from "zod";
import { plain } from "../cdktf";
import { CliProblem } from "../cli-problem";
import { readJson } from "../read-json";
import { causeIn } from "./app-failure";
import { ordered } from "./order";
import type { Project, ProjectOptions, Stack } from "./stack";

/** What `cdktf.json` says of an app. */
export const cdktfSettings = z.looseObject({
  app: z.string().min(1),
  output: z.string().default("cdktf.out"),
  context: z.record(z.string(), z.unknown()).default({}),
});

const manifest = z.looseObject({
  stacks: z.record(
    z.string(),
    z.looseObject({
      name: z.string(),
      workingDirectory: z.string(),
      dependencies: z.array(z.string()).default([]),
      annotations: z
        .array(z.looseObject({ level: z.string(), message: z.string(), constructPath: z.string() }))
        .default([]),
    }),
  ),
});

const asCdktfWrites = "Compare it with what cdktf init writes.";

const cdktfFile = "cdktf.json";

export function isCdktfApp(dir: string): boolean {
  return existsSync(join(dir, cdktfFile));
}

/**
 * Synthesises the app.
 * @param outdir where to, instead of the folder that cdktf.json names
 * @throws {CliProblem} when the program fails, or reports errors
 */
export async function cdktfProject(dir: string, options: ProjectOptions, outdir?: string): Promise<Project> {
  const { app, output, context } = readJson(cdktfSettings, join(dir, cdktfFile), asCdktfWrites);
  const out = outdir ?? resolve(dir, output);
  const made = join(out, "manifest.json");
  // An app that ends well and writes nothing would be planned as it was before.
  rmSync(made, { force: true });
  const { code, printed } = await synthesise(app, dir, {
    CDKTF_OUTDIR: out,
    CDKTF_CONTEXT_JSON: JSON.stringify(context),
  });
  if (code !== 0) {
    throw new CliProblem(`The app failed: ${app}`, causeIn(plain(printed), dir) || `Exit code ${code}.`);
  }
  const { stacks } = readJson(manifest, made, asCdktfWrites);
  refuseErrors(Object.values(stacks));
  const found = Object.values(stacks).map(
    ({ name, workingDirectory, dependencies }): Stack => ({
      name,
      dir: join(out, workingDirectory),
      dependsOn: dependencies,
      words: new Map(),
      limits: options.limits,
    }),
  );
  return { kind: "cdktf", name: basename(dir), environment: null, stacks: ordered(found), env: {} };
}

function synthesise(app: string, cwd: string, env: Record<string, string>) {
  return new Promise<{ code: number; printed: string }>((done, fail) => {
    // The command is the user's own, a line for the shell by cdktf.json's definition.
    const child = spawn(app, {
      cwd,
      env: { ...process.env, ...env },
      shell: true,
      stdio: ["ignore", "pipe", "pipe"],
    });
    let printed = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text: string) => {
        printed += text;
      });
    }
    child.once("error", fail);
    child.once("close", (code) => done({ code: code ?? 1, printed }));
  });
}

function refuseErrors(stacks: z.output<typeof manifest>["stacks"][string][]): void {
  const errors = stacks.flatMap(({ annotations }) => annotations.filter(({ level }) => /error/i.test(level)));
  if (errors.length === 0) return;
  const lines = errors.map(({ constructPath, message }) => `${constructPath}: ${message}`);
  throw new CliProblem("The app reports errors:", lines.join("\n"));
}
