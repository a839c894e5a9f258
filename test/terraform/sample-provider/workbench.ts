import { type ChildProcess, spawn } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { installPlugin, writeLockFile } from "../../../src/terraform/install";
import { asStandalone, replaceByStandalone } from "../../standalone";
import { type Host, terraform } from "./hosts";
import type { StoredThing } from "./shelf";

const version = "0.1.0";

export interface Run {
  readonly code: number;
  /** Output without the drawn boxes and with line breaks as spaces. */
  readonly text: string;
  readonly stdout: string;
  readonly stderr: string;
}

type Values = Record<string, unknown>;

export interface Change {
  readonly address: string;
  readonly change: {
    readonly actions: string[];
    readonly after: Values | null;
    readonly after_unknown: Values;
  };
}

/** A folder with a configuration of the sample provider, its shelf, and the real Terraform or OpenTofu run in it. */
export class Workbench {
  readonly folder = mkdtempSync(join(tmpdir(), "sample-"));
  readonly shelf = join(this.folder, "shelf");
  readonly #mirror = join(this.folder, "terraform.d", "plugins");
  readonly #children = new Set<ChildProcess>();
  /** Added to every run's environment. */
  readonly env: Record<string, string> = {};

  readonly #type: string;
  readonly #host: Host;

  /** @param options the type of the provider `example/<type>` in the bundle, and what runs it */
  constructor(
    bundleFile: string,
    { type = "sample", host = terraform }: { type?: string; host?: Host } = {},
  ) {
    this.#type = type;
    this.#host = host;
    mkdirSync(this.shelf);
    const address = { host: host.registry, namespace: "example", type };
    const h1 = installPlugin({ address, version, bundleFile, into: this.#mirror });
    writeLockFile(this.folder, { address, version, constraints: version, h1 });
    if (asStandalone) replaceByStandalone(this.folder, { address, version, bundleFile });
  }

  /** Writes main.tf; the terraform block is added. */
  write(hcl: string): void {
    const source = `source = "example/${this.#type}", version = "${version}"`;
    const head = `terraform {\n  required_providers {\n    ${this.#type} = { ${source} }\n  }\n}\n`;
    writeFileSync(join(this.folder, "main.tf"), head + hcl);
  }

  async init(hcl: string): Promise<void> {
    this.write(hcl);
    await this.ok("init");
  }

  start(args: string[], env: Record<string, string> = {}): ChildProcess {
    const child = spawn(this.#host.name, args, {
      cwd: this.folder,
      env: {
        PATH: process.env.PATH!,
        HOME: this.folder,
        CHECKPOINT_DISABLE: "1",
        TF_IN_AUTOMATION: "1",
        TF_CLI_ARGS: "-no-color",
        TF_INPUT: "0",
        SAMPLE_SHELF: this.shelf,
        ...this.env,
        ...env,
      },
      stdio: ["ignore", "pipe", "pipe"],
      detached: true, // its own process group, so that an interrupt reaches it and its plugins only
    });
    this.#children.add(child);
    child.once("close", () => this.#children.delete(child));
    return child;
  }

  run(...args: string[]): Promise<Run> {
    return finished(this.start(args));
  }

  runWith(env: Record<string, string>, ...args: string[]): Promise<Run> {
    return finished(this.start(args, env));
  }

  async ok(...args: string[]): Promise<Run> {
    const run = await this.run(...args);
    if (run.code !== 0)
      throw new Error(`${this.#host.name} ${args.join(" ")} exited ${run.code}: ${run.text}`);
    return run;
  }

  apply(...args: string[]): Promise<Run> {
    return this.ok("apply", "-auto-approve", ...args);
  }

  failingApply(...args: string[]): Promise<Run> {
    return this.run("apply", "-auto-approve", ...args);
  }

  /** 0 when a plan, with and without refresh, is empty; 2 when it is not; 1 on an error. */
  async planCode(): Promise<number> {
    const without = await this.run("plan", "-detailed-exitcode", "-refresh=false");
    return without.code || (await this.run("plan", "-detailed-exitcode")).code;
  }

  async changes(...args: string[]): Promise<Change[]> {
    const plan = ["plan", "-detailed-exitcode", "-out=plan.bin", ...args];
    const { code, text } = await this.run(...plan);
    if (code === 0) return [];
    if (code !== 2) throw new Error(`${this.#host.name} ${plan.join(" ")} exited ${code}: ${text}`);
    const shown = JSON.parse((await this.ok("show", "-json", "plan.bin")).stdout) as {
      resource_changes?: Change[];
    };
    return (shown.resource_changes ?? []).filter(({ change }) => change.actions.join() !== "no-op");
  }

  async actions(...args: string[]): Promise<Record<string, string>> {
    const changes = await this.changes(...args);
    return Object.fromEntries(changes.map(({ address, change }) => [address, change.actions.join()]));
  }

  /** The attributes in state, by address. */
  state(): Record<string, Values & { tainted?: boolean }> {
    const file = join(this.folder, "terraform.tfstate");
    if (!existsSync(file)) return {};
    const { resources } = JSON.parse(readFileSync(file, "utf8")) as {
      resources: { type: string; name: string; instances: { attributes: Values; status?: string }[] }[];
    };
    return Object.fromEntries(
      resources.map(({ type, name, instances }) => [
        `${type}.${name}`,
        { ...instances[0]!.attributes, ...(instances[0]!.status ? { tainted: true } : {}) },
      ]),
    );
  }

  /** One object's attributes in state as they are written there, every digit of a number included. */
  stateJson(type: string, name: string): string {
    const state = readFileSync(join(this.folder, "terraform.tfstate"), "utf8");
    const from = state.indexOf(
      '"attributes": ',
      state.indexOf(`"type": "${type}",\n      "name": "${name}"`),
    );
    const lines = state.slice(from + '"attributes": '.length).split("\n");
    const end = lines.findIndex((line) => /^ {10}\}/.test(line));
    return end < 0 ? "{}" : `${lines.slice(0, end).join("\n")}\n}`;
  }

  /** Rewrites the state file as text. */
  editState(edit: (text: string) => string): void {
    const file = join(this.folder, "terraform.tfstate");
    writeFileSync(file, edit(readFileSync(file, "utf8")));
  }

  get things(): StoredThing[] {
    return readdirSync(this.shelf)
      .filter((name) => name.endsWith(".json"))
      .map((name) => JSON.parse(readFileSync(join(this.shelf, name), "utf8")) as StoredThing);
  }

  get notes(): string[] {
    const file = join(this.shelf, "notes.txt");
    return existsSync(file) ? readFileSync(file, "utf8").trim().split("\n") : [];
  }

  /** Changes a thing, the only one if it has no id, behind Terraform's back. */
  drift(change: Values, id = this.things[0]!.id): void {
    const thing = this.things.find((each) => each.id === id)!;
    writeFileSync(join(this.shelf, `${thing.id}.json`), JSON.stringify({ ...thing, ...change }));
  }

  throwAwayAll(): void {
    for (const { id } of this.things) rmSync(join(this.shelf, `${id}.json`));
  }

  fault(name: string): void {
    writeFileSync(join(this.shelf, `fault-${name}`), "");
  }

  repair(): void {
    for (const name of readdirSync(this.shelf)) {
      if (name.startsWith("fault-")) rmSync(join(this.shelf, name));
    }
  }

  remove(): void {
    for (const child of this.#children) if (child.pid) process.kill(-child.pid, "SIGKILL");
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Collects a run's output to its end. */
export function finished(child: ChildProcess): Promise<Run> {
  return new Promise((resolve, reject) => {
    let stdout = "";
    let stderr = "";
    child.stdout!.on("data", (chunk: Buffer) => {
      stdout += chunk;
    });
    child.stderr!.on("data", (chunk: Buffer) => {
      stderr += chunk;
    });
    child.once("error", reject);
    child.once("close", (code) => {
      const text = `${stdout}\n${stderr}`.replace(/[│╷╵]/g, " ").replace(/\s+/g, " ");
      resolve({ code: code ?? 1, text, stdout, stderr });
    });
  });
}
