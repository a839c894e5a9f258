import type { ProviderFunction } from "../define/function";
import type { Provider } from "../define/provider";
import { type HostVersions, hostVersions, neededText } from "../host-versions";
import type { Attributes } from "../schema/attribute";
import {
  type Described,
  documented,
  type Examples,
  examplePath,
  functionPath,
  importBlockPath,
  importPath,
  type Kind,
  providerPath,
} from "./examples";
import { oneLine, schemaSection } from "./schema-section";
import { signatureName } from "./type-name";

/** Pages by path under the docs folder. */
export type Pages = ReadonlyMap<string, string>;

/**
 * The provider's documentation in the registry's format, made from the descriptions in its schemas and from example
 * files: `provider/provider.tf`, `resources/<type>/resource.tf` with `import.sh`, `data-sources/<type>/data-source.tf`,
 * `functions/<name>/function.tf` and so on.
 */
export function renderDocs(provider: Provider, examples: Examples): Pages {
  const pages = new Map<string, string>([["index.md", indexPage(provider, examples)]]);
  for (const { kind, definition } of documented(provider)) {
    pages.set(`${kind.folder}/${definition.name}.md`, objectPage(provider, definition, { kind, examples }));
  }
  for (const definition of provider.functions) {
    pages.set(`functions/${definition.name}.md`, functionPage(provider, definition, examples));
  }
  return pages;
}

function indexPage(provider: Provider, examples: Examples): string {
  return page([
    frontMatter(`${provider.name} Provider`, provider.description, false),
    `# ${provider.name} Provider`,
    provider.description,
    example("Example Usage", "terraform", examples(providerPath)),
    versionsSection(provider),
    schemaSection(provider.attributes),
  ]);
}

/** The oldest versions that the provider works with, and what parts of it need more. */
function versionsSection(provider: Provider): string {
  const {
    provider: oldest,
    functions,
    ephemeralResources,
    writeOnly,
    identity,
    lists,
    actions,
  } = hostVersions;
  const { resources } = provider;
  const parts: readonly (readonly [what: string, isThere: boolean, needs: HostVersions])[] = [
    ["Functions", provider.functions.length > 0, functions],
    ["Ephemeral resources", provider.ephemeralResources.length > 0, ephemeralResources],
    ["Write-only attributes", resources.some(({ attributes }) => hasWriteOnly(attributes)), writeOnly],
    ["Import by identity", resources.some((resource) => resource.identity), identity],
    ["Lists", resources.some(({ list }) => list), lists],
    ["Actions", provider.actions.length > 0, actions],
  ];
  const rows = parts
    .filter(([, isThere]) => isThere)
    .map(([what, , { terraform, tofu }]) => `| ${what} | ${terraform} | ${tofu ?? "does not have them"} |`);
  return [
    "## Supported versions",
    `Terraform ${oldest.terraform} or OpenTofu ${oldest.tofu}, or newer.${rows.length > 0 ? " Some parts need more:" : ""}`,
    rows.length > 0 ? ["| Part | Terraform | OpenTofu |", "| --- | --- | --- |", ...rows].join("\n") : "",
  ].join("\n\n");
}

function hasWriteOnly(attributes: Attributes): boolean {
  return Object.values(attributes).some(({ rules }) => rules.writeOnly);
}

function objectPage(
  provider: Provider,
  definition: Described,
  { kind, examples }: { kind: Kind; examples: Examples },
): string {
  const type = `${provider.name}_${definition.name}`;
  return page([
    frontMatter(`${type} ${kind.word} - ${provider.name}`, definition.description),
    `# ${type} (${kind.word})`,
    definition.deprecated === undefined ? "" : `~> **Deprecated** ${definition.deprecated}`,
    definition.description,
    kind.needs ? neededText(kind.needs) : "",
    example("Example Usage", "terraform", examples(examplePath(provider, kind, definition))),
    schemaSection(definition.attributes),
    kind.folder === "resources"
      ? importSection(
          examples(importPath(provider, definition)),
          examples(importBlockPath(provider, definition)),
        )
      : "",
  ]);
}

function importSection(command: string | undefined, block: string | undefined): string {
  if (command === undefined && block === undefined) return "";
  return [
    "## Import",
    block &&
      `With an [\`import\` block](https://developer.hashicorp.com/terraform/language/import):\n\n${fence("terraform", block)}`,
    command &&
      `With the [\`terraform import\` command](https://developer.hashicorp.com/terraform/cli/commands/import):\n\n${fence("shell", command)}`,
  ]
    .filter(Boolean)
    .join("\n\n");
}

function functionPage(provider: Provider, definition: ProviderFunction, examples: Examples): string {
  const { name, summary, description, deprecated, parameters, variadic, returns } = definition;
  const fixed = Object.entries(parameters);
  const more = variadic ? ([[variadic.name ?? "more", variadic]] as const) : [];
  const signature = [
    ...fixed.map(([parameter, { type }]) => `${parameter} ${signatureName(type.shape)}`),
    ...more.map(([parameter, { type }]) => `${parameter} ${signatureName(type.shape)}...`),
  ].join(", ");
  const list = [...fixed, ...more].map(([parameter, { type, description: about, allowNull }], index) => {
    const flags = [signatureName(type.shape), ...(allowNull ? ["nullable"] : [])];
    const flag = index < fixed.length ? flags : ["variadic", ...flags];
    return `${index + 1}. \`${parameter}\` (${flag.join(", ")}) ${oneLine(about)}`;
  });
  return page([
    frontMatter(`${name} function - ${provider.name}`, summary),
    `# function: ${name}`,
    deprecated === undefined ? "" : `~> **Deprecated** ${deprecated}`,
    description,
    neededText(hostVersions.functions),
    example("Example Usage", "terraform", examples(functionPath(name))),
    `## Signature\n\n${fence("text", `${name}(${signature}) ${signatureName(returns.shape)}`)}`,
    list.length === 0 ? "" : `## Arguments\n\n${list.join("\n")}`,
  ]);
}

/** The registry wants it on every page; the index has no subcategory. */
function frontMatter(title: string, description: string, subcategory = true): string {
  const lines = [`page_title: ${JSON.stringify(title)}`];
  if (subcategory) lines.push('subcategory: ""');
  lines.push(`description: ${JSON.stringify(oneLine(description.split("\n\n")[0]!))}`);
  return ["---", ...lines, "---"].join("\n");
}

function example(title: string, language: string, text: string | undefined): string {
  return text === undefined ? "" : `## ${title}\n\n${fence(language, text)}`;
}

function fence(language: string, text: string): string {
  return `\`\`\`${language}\n${text.trim()}\n\`\`\``;
}

function page(parts: readonly string[]): string {
  return `${parts
    .map((part) => part.trim())
    .filter(Boolean)
    .join("\n\n")}\n`;
}
