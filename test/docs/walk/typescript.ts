/** The TypeScript of all pages: compiled together, and those that declare part of a stack synthesised. */
import { mkdirSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import * as constructs from "../../../constructs";
import { run } from "../../e2e/packed/packed-project";
import { failure } from "./failure";
import type { Ground } from "./ground";

const strict = {
  ...{ strict: true, noEmit: true, skipLibCheck: true, esModuleInterop: true },
  ...{ module: "preserve", moduleResolution: "bundler", target: "es2022", types: ["node"] },
};

export class TypeScriptOfPages {
  readonly #files: string[] = [];
  readonly #apps: string[] = [];

  constructor(private readonly ground: Ground) {}

  /** A file as it stands in a page. */
  add(file: string): void {
    this.#files.push(file);
  }

  /** A part of a stack: what it needs of the package is imported, and \`app\` and \`stack\` are there. */
  addPart(folder: string, code: string): void {
    const file = join(folder, `part-${this.#apps.length + 1}.ts`);
    mkdirSync(folder, { recursive: true });
    writeFileSync(file, asApp(basename(file, ".ts"), code));
    this.#files.push(file);
    this.#apps.push(file);
  }

  /** @throws Error with what the compiler says */
  async check(): Promise<void> {
    const config = join(this.ground.folder, "tsconfig.json");
    writeFileSync(config, JSON.stringify({ compilerOptions: strict, files: this.#files }));
    await this.#run(["npx", "tsc", "-p", config]);
  }

  /** @throws Error with what the first of them fails with */
  async synthesise(): Promise<void> {
    const steps = this.#apps.map((file) => {
      const [folder, path] = [JSON.stringify(dirname(file)), JSON.stringify(file)];
      return `process.chdir(${folder});\nawait import(${path});\n`;
    });
    const all = join(this.ground.folder, "parts.mts");
    writeFileSync(all, steps.join(""));
    await this.#run(["npx", "tsx", all]);
  }

  async #run(command: readonly string[]): Promise<void> {
    const { code, output } = await run(this.ground.folder, command, this.ground.env);
    if (code !== 0) throw failure(output);
  }
}

function asApp(name: string, code: string): string {
  const isUsed = (word: string) =>
    new RegExp(`\\b${word}\\b`).test(code) && !new RegExp(`import .*\\b${word}\\b`).test(code);
  const of = (names: readonly string[]) => names.filter(isUsed).join(", ");
  const own = Object.keys(constructs).filter((one) => one !== "PumbleProvider");
  return `import { App, TerraformStack, ${of(["TerraformOutput", "TerraformVariable"])} } from "cdktf";
import { PumbleProvider, ${of(own)} } from "pumble-iac";
const app = new App({ outdir: "out-of-${name}" });
const stack = new TerraformStack(app, "${name}");
${code.includes("new PumbleProvider(") ? "" : 'new PumbleProvider(stack, "pumble");'}
${code}
app.synth();
export {};
`;
}
