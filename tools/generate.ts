/**
 * Writes what is generated: the protocol's types and tables from its .proto files, the registry's pages in `docs` from
 * the provider's schema and the examples, the list of emoji, guides from the tables that they tell of, the JSON
 * Schemas of workspace files and of the local workspace's seed, the reference and the report of what programs may
 * import, and the bindings in `constructs/bindings` and `cdktn/bindings`, by the official generators. With `--check`
 * nothing is written, and a difference fails. Everything must have been built.
 */
import { execFile } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative, resolve } from "node:path";
import { promisify } from "node:util";
import { installPumblePlugin } from "../constructs/plugin";
import { asOnNode22 } from "../src/cli/cdktf";
import { schemaFileOf } from "../src/cli/output-schemas";
import { type OutputCommand, outputJsonSchema, outputs } from "../src/cli/outputs";
import { seedJsonSchema } from "../src/local/core/seed/schema";
import { provider } from "../src/provider/provider";
import { providerSource } from "../src/pumble/provider-address";
import { version } from "../src/pumble/version";
import { reportJsonSchema } from "../src/review";
import { folderExamples, missingExamples, renderDocs, writeDocs } from "../src/terraform/docs";
import { workspaceJsonSchema } from "../src/workspace-file";
import { changesByHandPage } from "./changes-by-hand";
import { emojiList, emojiListFile } from "./emoji-list";
import { exitCodesPage } from "./exit-codes";
import { generateProtocol } from "./generate-protocol";
import { narrowKeysPage } from "./narrow-keys";
import { performancePage } from "./performance";
import { cliReference } from "./reference/cli";
import { extractApi } from "./reference/extract";
import { httpApiReference } from "./reference/http-api";
import { programReference } from "./reference/program";
import { workspaceFileReference } from "./reference/workspace-file";
import { troubleshootingPage } from "./troubleshooting";

/** The generators of bindings, and the folder that each one fills. */
const generators = [
  {
    name: "cdktf",
    cli: join("cdktf-cli", "bundle", "bin", "cdktf"),
    bindings: join("constructs", "bindings"),
  },
  { name: "cdktn", cli: join("cdktn-cli", "bin", "cdktn"), bindings: join("cdktn", "bindings") },
];

/** Runs `cdktf get` or `cdktn get` in a folder of its own, with a home that holds nothing but the plugin. */
async function generateBindings(
  { name, cli }: (typeof generators)[number],
  scratch: string,
): Promise<string> {
  const home = join(scratch, `${name}-home`);
  installPumblePlugin(join(home, ".terraform.d", "plugins"));
  const project = join(scratch, name);
  mkdirSync(project);
  writeFileSync(
    join(project, "cdktf.json"),
    JSON.stringify({
      language: "typescript",
      app: "true",
      projectId: "generate",
      sendCrashReports: "false",
      terraformProviders: [{ name: "pumble", source: providerSource, version }],
      codeMakerOutput: "generated",
    }),
  );
  const { TF_CLI_CONFIG_FILE: _, ...env } = process.env;
  const command = [...asOnNode22, resolve("node_modules", cli), "get", "--force"];
  const ownEnv = { ...env, HOME: home, CHECKPOINT_DISABLE: "1" };
  await promisify(execFile)(process.execPath, command, { cwd: project, env: ownEnv });
  return join(project, "generated", "providers", "pumble");
}

/** Every file below a folder with its text. */
function contents(folder: string): Map<string, string> {
  if (!existsSync(folder)) return new Map();
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return new Map(
    entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((file) => [relative(folder, file), readFileSync(file, "utf8")]),
  );
}

function differences(fresh: string, kept: string): string[] {
  const [left, right] = [contents(fresh), contents(kept)];
  const names = new Set([...left.keys(), ...right.keys()]);
  return [...names].filter((name) => left.get(name) !== right.get(name)).map((name) => join(kept, name));
}

/**
 * Writes the registry's pages.
 * @returns the pages that were, or with `check` would be, changed
 * @throws Error that names each object without an example
 */
function generateDocs(check: boolean): string[] {
  const examples = folderExamples("examples");
  const missing = missingExamples(provider, examples);
  if (missing.length > 0) {
    throw new Error(
      `Everything that the provider offers is shown by an example that the tests run. Write:\n  ${missing
        .map((path) => join("examples", path))
        .join("\n  ")}`,
    );
  }
  return writeDocs(renderDocs(provider, examples), "docs", { check }).map((path) => join("docs", path));
}

/** JSON Schemas: of the files that people write, for editors, and of what commands print with `--json`, for tools. */
function fileSchemas(): [file: string, text: string][] {
  const schemas = {
    seed: { title: "Seed file of pumble dev", ...seedJsonSchema() },
    workspace: workspaceJsonSchema(),
    plan: reportJsonSchema(),
  };
  const ofFiles = Object.entries(schemas).map(
    ([name, schema]) => [`docs/schemas/${name}.schema.json`, schema] as const,
  );
  const all = new Map<string, object | unknown>(ofFiles);
  for (const command of Object.keys(outputs) as OutputCommand[]) {
    const file = schemaFileOf(command);
    if (!all.has(file)) all.set(file, outputJsonSchema(command));
  }
  return [...all].map(([file, schema]) => [file, `${JSON.stringify(schema, null, 2)}\n`]);
}

/** Guides that are made of tables in the sources. */
function guides(): [file: string, text: string][] {
  const guide = (name: string, text: string): [string, string] => [join("docs", "guides", name), text];
  return [
    guide("changes-by-hand.md", changesByHandPage()),
    guide("exit-codes.md", exitCodesPage()),
    guide("narrow-keys.md", narrowKeysPage()),
    guide("performance.md", performancePage()),
    guide("troubleshooting.md", troubleshootingPage()),
  ];
}

/** What programs may import: a report that is read when it changes, and pages of the reference. */
function apiPages(scratch: string): [file: string, text: string][] {
  return extractApi(scratch).flatMap((entry): [string, string][] => [
    [join("docs", "api", `${entry.file}.api.md`), entry.report],
    [join("docs", "reference", `${entry.file}.md`), programReference(entry)],
  ]);
}

/** The rest of the reference. */
function referencePages(): [file: string, text: string][] {
  const pages = {
    cli: cliReference,
    "http-api": httpApiReference,
    "workspace-file": workspaceFileReference,
  };
  return Object.entries(pages).map(([name, page]) => [join("docs", "reference", `${name}.md`), page()]);
}

async function main(): Promise<void> {
  const check = process.argv.includes("--check");
  const scratch = mkdtempSync(join(tmpdir(), "pumble-generate-"));
  try {
    const docs = generateDocs(check);
    // The generators of bindings are processes of their own, and wait for the provider.
    const bindings = Promise.all(
      generators.map(async (generator) => ({
        ...generator,
        folder: await generateBindings(generator, scratch),
      })),
    );
    const emoji: [file: string, text: string] = [emojiListFile, emojiList()];
    const made = [...generateProtocol(), emoji, ...fileSchemas(), ...guides(), ...referencePages()];
    const texts = [...made, ...apiPages(mkdtempSync(join(scratch, "api-")))];
    const fresh = await bindings;
    if (check) {
      const stale = fresh.flatMap(({ folder, bindings }) => differences(folder, bindings));
      for (const [file, text] of texts)
        if (!existsSync(file) || readFileSync(file, "utf8") !== text) stale.push(file);
      stale.push(...docs);
      if (stale.length === 0) return;
      console.error(`Generated files are not up to date. Run \`npm run generate\`:\n  ${stale.join("\n  ")}`);
      process.exitCode = 1;
    } else {
      for (const { folder, bindings } of fresh) {
        rmSync(bindings, { recursive: true, force: true });
        cpSync(folder, bindings, { recursive: true });
      }
      for (const [file, text] of texts) {
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(file, text);
      }
    }
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

main().catch((error: unknown) => {
  const { stderr, message } = error as { stderr?: string; message?: string };
  console.error(stderr || message || error);
  process.exitCode = 1;
});
