/** Walks a page: each block in its order, each to an outcome. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseAllDocuments } from "yaml";
import { parseSeed } from "../../../src/local/core/seed/file";
import { terraformName } from "../../e2e/terraform-name";
import { kubernetesFaults } from "../kubernetes";
import { codeBlocksOf } from "../pages";
import { type Block, withOrders } from "./block";
import { failure } from "./failure";
import { type Ground, programOnPath } from "./ground";
import { PageShell } from "./shell";
import type { DocStage } from "./stage";
import type { TypeScriptOfPages } from "./typescript";

/** What became of a block, for the list at the end. */
export interface Outcome {
  readonly place: string;
  readonly what: "ran" | "checked" | "elsewhere" | "left out";
  /** Which test has it, or why it is left out. */
  readonly why?: string;
}

export interface Walked {
  readonly ground: Ground;
  readonly stage: DocStage;
  readonly typescript: TypeScriptOfPages;
}

/** Set, it walks what takes minutes, too: what installs the packages of other languages. */
export const isLong = process.env.PUMBLE_DOCS === "all";

const shells = ["sh", "bash"];

export class PageWalk {
  readonly #shell: PageShell;
  readonly #folder: string;
  /** HCL that no command has run yet. */
  #unusedHcl: string | null = null;
  #parts = 0;

  constructor(
    readonly page: string,
    private readonly with_: Walked,
  ) {
    const name = page.replaceAll(/[^\w]+/g, "-");
    this.#folder = join(with_.ground.folder, "pages", name);
    mkdirSync(this.#folder, { recursive: true });
    const env = { ...with_.ground.env, ...with_.stage.env };
    this.#shell = new PageShell({ folder: this.#folder, env });
  }

  /** @throws Error that names the block that does not do what it says */
  async walk(): Promise<Outcome[]> {
    const outcomes: Outcome[] = [];
    for (const block of codeBlocksOf(this.page).map(withOrders)) {
      outcomes.push(await this.#outcome(block));
    }
    if (this.#unusedHcl) await this.#validateHcl(this.#unusedHcl);
    return outcomes;
  }

  async #outcome(block: Block): Promise<Outcome> {
    const { place, orders } = block;
    const { elsewhere, notHere, first } = orders;
    try {
      if (elsewhere) return { place, what: "elsewhere", why: where(elsewhere, block, this.page) };
      if (notHere) return { place, what: "left out", why: notHere };
      const lacking = needs(block).find((name) => !isThere(name));
      if (lacking) return { place, what: "left out", why: lack(lacking) };
      if (first) await this.#shell.run(first);
      return { place, what: await this.#follow(block) };
    } catch (error) {
      throw failure(`${place}\n${error instanceof Error ? error.message : error}`);
    }
  }

  async #follow(block: Block): Promise<"ran" | "checked"> {
    const { language, code, orders } = block;
    if (shells.includes(language)) return this.#run(block);
    if (orders.file) return this.#write(orders.file, block);
    switch (orders.as ?? language) {
      case "ts":
        this.with_.typescript.addPart(this.#shell.folder, code);
        return "checked";
      case "hcl":
      case "terraform":
        await this.#validateHcl(this.#partOf("main.tf", withProvider(code)));
        return "checked";
      case "cli configuration":
        await this.#shell.run(
          `TF_CLI_CONFIG_FILE=${this.#partOf("terraform.rc", code)}/terraform.rc terraform version`,
        );
        return "checked";
      case "yaml":
        await this.#checkYaml(code);
        return "checked";
      case "json":
        JSON.parse(code);
        return "checked";
      case "text":
        await this.with_.stage.type(typedIn(code));
        return "ran";
      default:
        throw new Error(
          `nobody knows how to try "${orders.as ?? language}": say so in a comment above the block`,
        );
    }
  }

  async #run({ code, orders }: Block): Promise<"ran"> {
    const script = withoutGaps(code);
    const output = orders.background
      ? await this.#shell.begin(script, orders.background)
      : await this.#shell.run(script, orders.answers);
    for (const said of orders.says) {
      if (!output.includes(said)) throw new Error(`it does not say "${said}":\n${code}\n${output}`);
    }
    this.#unusedHcl = null;
    return "ran";
  }

  async #write(name: string, { language, code }: Block): Promise<"checked"> {
    this.#shell.write(name, code);
    const file = join(this.#shell.folder, name);
    if (language === "json") JSON.parse(code);
    if (language === "ts") this.with_.typescript.add(file);
    if (language === "python" && programOnPath("python3")) {
      await this.#shell.run(`python3 -m py_compile ${name}`);
    }
    if (name.endsWith(".tf")) this.#unusedHcl = this.#shell.folder;
    return "checked";
  }

  async #checkYaml(code: string): Promise<void> {
    const documents = parseAllDocuments(code).map((document) => document.toJS() as Record<string, unknown>);
    if (documents.some((document) => "apiVersion" in document)) {
      const faults = documents.flatMap(kubernetesFaults);
      if (faults.length > 0) throw new Error(faults.join("\n"));
    } else if (documents.some((document) => "users" in document)) {
      await parseSeed(code, this.page);
    } else {
      const folder = this.#partOf("workspace.yaml", code);
      for (const [, name] of code.matchAll(/(?:markdown|blocks|script|file): (\.\/[\w./-]+)/g)) {
        writeFileSync(join(folder, name!), name!.endsWith(".json") ? "[]" : "Text.\n");
      }
      await this.#shell.run(`npx pumble validate ${folder}`);
    }
  }

  /** A folder of its own with one file, for a block that is only looked at. */
  #partOf(name: string, text: string): string {
    this.#parts += 1;
    const folder = join(`${this.#folder}.parts`, String(this.#parts));
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, name), text);
    return folder;
  }

  async #validateHcl(folder: string): Promise<void> {
    const plugins = join(this.with_.ground.folder, "plugins");
    const install = existsSync(plugins) ? "" : `npx pumble provider install ${plugins}\n`;
    const validate = `${terraformName} init -plugin-dir=${plugins}\n${terraformName} validate`;
    await this.#shell.run(`${install}(cd ${folder}\n${validate})`);
  }
}

/** A part of a configuration says nothing of where the provider comes from. */
function withProvider(code: string): string {
  if (code.includes("required_providers")) return code;
  return `terraform {\n  required_providers {\n    pumble = { source = "registry.terraform.io/pumble-iac/pumble" }\n  }\n}\n${code}`;
}

/** `…` stands for what is known here already, the key and the address; ports of a person may be taken here. */
function withoutGaps(code: string): string {
  return code
    .replaceAll(/^ *export PUMBLE_(API_KEY|BASE_URL)=(…|https:\/\/pumble-api\.example\.com).*\n/gm, "")
    .replaceAll(/^(npx pumble dev.*?)( --port \d+)?( *#.*)?$/gm, "$1 --port 0");
}

/** @throws Error when the test reads another page, or the other page does not have the same commands */
function where(elsewhere: string, { code }: Block, page: string): string {
  const text = existsSync(elsewhere) ? readFileSync(elsewhere, "utf8") : "";
  const commands = code.split("\n").map((line) => line.replace(/ *#.*/, ""));
  const isThere = elsewhere.endsWith(".md")
    ? commands.every((line) => text.includes(line))
    : text.includes(page.replace("docs/guides/", ""));
  if (!isThere) throw new Error(`${elsewhere} does not try this`);
  return elsewhere;
}

function typedIn(code: string): string {
  if (!code.startsWith("/")) throw new Error("a text that is no slash command: say in a comment what it is");
  return code.trim();
}

/** What a block says that it needs, and the programs that its lines call. */
function needs({ language, code, orders }: Block): string[] {
  const called = shells.includes(language) ? (code.match(/^(terraform|tofu)\b/gm) ?? []) : [];
  return [...orders.needs, ...called, ...(orders.answers === undefined ? [] : ["script"])];
}

function isThere(name: string): boolean {
  return name === "minutes" ? isLong : programOnPath(name) !== null;
}

function lack(name: string): string {
  return name === "minutes" ? "takes minutes: run with PUMBLE_DOCS=all" : `there is no ${name} here`;
}
