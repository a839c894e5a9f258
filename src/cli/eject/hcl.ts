/** A workspace as Terraform's own language. */
import { hclCharacters, pathArgument } from "../../terraform/template";
import { type Body, byFile, type EjectedResource, type Source, scriptOf } from "./source";

/** File → text: `main.tf`, and one file for each of the workspace's. */
export function hclFiles(source: Source): Map<string, string> {
  const { configuration, files } = source;
  const { terraform, data = {}, locals, moved = [], import: imports = [] } = configuration;
  const blocks = [
    terraformBlock(terraform),
    block('provider "pumble"', {}),
    ...Object.entries(data).flatMap(([type, named]) =>
      Object.entries(named).map(([name, body]) => block(`data ${quoted(type)} ${quoted(name)}`, body)),
    ),
    ...(locals ? [block("locals", locals)] : []),
    ...moved.map(({ from, to }) => block("moved", {}, [`from = ${from}`, `to   = ${to}`])),
    ...imports.map(({ to, id }) => block("import", {}, [`to = ${to}`, `id = ${quoted(id)}`])),
  ];
  const made = new Map([
    [".gitignore", ".terraform/\nterraform.d/\n*.tfstate\n*.tfstate.*\n"],
    ["main.tf", `${blocks.join("\n\n")}\n`],
  ]);
  for (const [name, resources] of byFile(source)) {
    const texts = resources.map((resource) => resourceBlock(resource, source));
    made.set(fileName(name, made), `${texts.join("\n\n")}\n`);
  }
  // `chomp` takes one line end off again.
  for (const [name, text] of files) made.set(name, `${text}\n`);
  return made;
}

/** Terraform reads one folder, so a path becomes a name; a file that ends with `override` only changes what others make. */
function fileName(name: string, taken: ReadonlyMap<string, string>): string {
  const base = name.replaceAll("/", "-");
  for (let count = /(?:^|_)override$/.test(base) ? 2 : 1; ; count++) {
    const file = `${base}${count > 1 ? `-${count}` : ""}.tf`;
    if (!taken.has(file)) return file;
  }
}

function terraformBlock({
  required_providers: providers,
  backend,
  cloud,
}: Source["configuration"]["terraform"]) {
  const inner = [
    ...nested("required_providers", providers as Body),
    ...Object.entries((backend ?? {}) as Record<string, Body>).flatMap(([type, settings]) => [
      "",
      ...nested(`backend ${quoted(type)}`, settings, ["workspaces"]),
    ]),
    ...(cloud ? ["", ...nested("cloud", cloud as Body, ["workspaces"])] : []),
  ];
  return block("terraform", {}, inner);
}

/** @param blocks settings that are blocks and not attributes */
function nested(head: string, body: Body, blocks: readonly string[] = []): string[] {
  const inner = Object.entries(body).filter(([name]) => blocks.includes(name));
  const own = Object.fromEntries(Object.entries(body).filter(([name]) => !blocks.includes(name)));
  const lines = inner.flatMap(([name, value]) => nested(name, value as Body));
  return block(head, own, lines).split("\n");
}

function resourceBlock(resource: EjectedResource, source: Source): string {
  const { type, name, body, markdownFile } = resource;
  const { depends_on: dependsOn, provisioner, ...attributes } = body;
  const shown = Object.fromEntries(
    Object.entries(attributes).map(([key, value]) => {
      const isFile = key === "markdown" && markdownFile !== null;
      return [key, isFile ? `\${chomp(file("\${path.module}/${hclCharacters(markdownFile)}"))}` : value];
    }),
  );
  const more = [
    ...(Array.isArray(dependsOn) ? [`depends_on = ${list(dependsOn as string[])}`] : []),
    ...(provisioner ? ["", ...provisionerBlock(resource, source)] : []),
  ];
  return block(`resource ${quoted(type)} ${quoted(name)}`, shown, more);
}

function provisionerBlock(resource: EjectedResource, source: Source): string[] {
  const [{ "local-exec": run }] = resource.body["provisioner"] as [{ "local-exec": Body }];
  return nested('provisioner "local-exec"', { ...run, command: pathArgument(scriptOf(source, resource).to) });
}

/** A block with its attributes in line, and lines that follow them. */
function block(head: string, body: Body, more: readonly string[] = []): string {
  const entries = Object.entries(body).map(([name, value]) => [name, written(value)] as const);
  const single = entries.filter(([, text]) => !text.includes("\n"));
  const width = Math.max(0, ...single.map(([name]) => name.length));
  const lines = [
    ...single.map(([name, text]) => `${name.padEnd(width)} = ${text}`),
    ...entries.filter(([, text]) => text.includes("\n")).map(([name, text]) => `${name} = ${text}`),
  ];
  const all = [...lines, ...more];
  return all.length === 0 ? `${head} {}` : `${head} {\n${all.map(indented).join("\n")}\n}`;
}

/** The text of a heredoc stays where it is: spaces in front of a line would be said. */
function indented(text: string): string {
  if (text.includes("<<EOT\n")) return `  ${text}`;
  return text.replace(/^(?=.)/gm, "  ");
}

function written(value: unknown): string {
  if (typeof value === "string") return writtenText(value);
  if (Array.isArray(value)) return list(value.map(written));
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const entries = Object.entries(value);
  if (entries.length === 0) return "{}";
  return block("", Object.fromEntries(entries.map(([name, one]) => [attributeName(name), one]))).trimStart();
}

function attributeName(name: string): string {
  return /^[A-Za-z_][\w-]*$/.test(name) ? name : quoted(name);
}

function list(items: readonly string[]): string {
  const line = `[${items.join(", ")}]`;
  return line.length <= 90 ? line : `[\n${items.map((item) => `  ${item},`).join("\n")}\n]`;
}

/** Texts are templates; one that begins with `${` is an expression as a whole. */
function writtenText(text: string): string {
  if (text.startsWith("${") && text.endsWith("}")) return text.slice(2, -1);
  const isPlain = /\n/.test(text) && !/[^\P{Cc}\n]/u.test(text) && !/^\s*EOT$/m.test(text);
  return isPlain ? `chomp(<<EOT\n${text}\nEOT\n  )` : `"${hclCharacters(text)}"`;
}

function quoted(text: string): string {
  return `"${hclCharacters(text)}"`;
}
