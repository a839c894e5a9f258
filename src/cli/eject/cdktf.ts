/** A workspace as a CDKTF app in TypeScript. */
import { randomUUID } from "node:crypto";
import { ejectedChannels } from "./cdktf-channels";
import { byFile, type Source } from "./source";
import { literalOf } from "./typescript";

const helpers = `import type { TerraformResource } from "cdktf";

/** Gives a construct the address that the state knows it by. */
export function at<Made extends { readonly resource: TerraformResource }>(name: string, made: Made): Made {
  made.resource.overrideLogicalId(name);
  return made;
}

/** Something that has to be there before, by its address. */
export const on = (fqn: string) => ({ fqn });
`;

/** File → text: an app of one stack, with a module for each of the workspace's files. */
export function cdktfFiles(source: Source): Map<string, string> {
  const { files, synthesis } = source;
  const common = { source, imports: importsByAddress(source), named: namedIn(source) };
  const made = new Map<string, string>();
  const modules: { file: string; name: string }[] = [];
  for (const [file, resources] of byFile(source)) {
    const name = `define${modules.length === 0 ? "" : modules.length + 1}`;
    const up = "../".repeat(file.split("/").length);
    made.set(`channels/${file}.ts`, ejectedChannels(resources, { ...common, helpers: `${up}address` }));
    modules.push({ file, name });
  }
  const stack = synthesis.environment ?? "workspace";
  return new Map([
    ["main.ts", mainFile(source, { stack, modules })],
    ["address.ts", helpers],
    ...made,
    ...files,
    ["cdktf.json", settings()],
    [".gitignore", "node_modules/\ncdktf.out/\n*.tfstate\n*.tfstate.*\n"],
  ]);
}

function importsByAddress({ configuration }: Source): Map<string, string> {
  return new Map((configuration.import ?? []).map(({ to, id }) => [to, id]));
}

/** Addresses that resources name by their ids. */
function namedIn({ resources }: Source): Set<string> {
  const bodies = JSON.stringify(resources.map(({ body }) => body));
  return new Set([...bodies.matchAll(/\$\{([^{}\s]+)\.id\}/g)].map(([, address]) => address!));
}

function settings(): string {
  const written = {
    ...{ language: "typescript", app: "npx tsx main.ts", projectId: randomUUID(), sendCrashReports: "false" },
    ...{ terraformProviders: [], terraformModules: [], context: {} },
  };
  return `${JSON.stringify(written, null, 2)}\n`;
}

interface Main {
  readonly stack: string;
  readonly modules: readonly { readonly file: string; readonly name: string }[];
}

function mainFile(source: Source, { stack, modules }: Main): string {
  const { backend, cloud } = source.configuration.terraform as { backend?: Backends; cloud?: object };
  const local = backend?.["local"]?.["path"];
  const lookups = lookupLines(source);
  const { moved = [] } = source.configuration;
  const fromCdktf = [
    "App",
    ...(local ? ["LocalBackend"] : []),
    ...(lookups.length > 0 ? ["TerraformLocal"] : []),
  ];
  const lines = [
    ...(local ? ['import { resolve } from "node:path";'] : []),
    `import { ${[...fromCdktf, "TerraformStack"].join(", ")} } from "cdktf";`,
    `import { ${lookups.length > 0 ? "L1, " : ""}PumbleProvider } from "${"pumble-iac"}";`,
    ...modules.map(({ file, name }) => {
      const what = name === "define" ? "define" : `define as ${name}`;
      return `import { ${what} } from ${JSON.stringify(`./channels/${file}`)};`;
    }),
    "",
    "const app = new App();",
    `const stack = new TerraformStack(app, ${JSON.stringify(stack)});`,
    'new PumbleProvider(stack, "pumble");',
    ...(local ? [`new LocalBackend(stack, { path: resolve(${JSON.stringify(local)}) });`] : []),
    ...(!local && backend ? [`stack.addOverride("terraform.backend", ${literalOf(backend)});`] : []),
    ...(cloud ? [`stack.addOverride("terraform.cloud", ${literalOf(cloud)});`] : []),
    ...(moved.length > 0 ? [`stack.addOverride("moved", ${literalOf(moved)});`] : []),
    ...lookups,
    "",
    ...modules.map(({ name }) => `${name}(stack);`),
    "",
    "app.synth();",
  ];
  return `${lines.join("\n")}\n`;
}

type Backends = Record<string, Record<string, unknown>>;

/** Members of user groups and the addon's bot are looked up. */
function lookupLines({ configuration }: Source): string[] {
  const { data = {}, locals = {} } = configuration;
  const classes: Record<string, string> = {
    pumble_users: "DataPumbleUsers",
    pumble_user_groups: "DataPumbleUserGroups",
  };
  return [
    ...Object.entries(data).flatMap(([type, named]) =>
      Object.entries(named).map(([name, body]) => {
        const config = "include_bots" in body ? "{ includeBots: true }" : "{}";
        const id = JSON.stringify(`${type} ${name}`);
        return `new L1.${classes[type]}(stack, ${id}, ${config}).overrideLogicalId(${JSON.stringify(name)});`;
      }),
    ),
    ...Object.entries(locals).map(
      ([name, value]) =>
        `new TerraformLocal(stack, ${JSON.stringify(name)}, ${JSON.stringify(value)}).overrideLogicalId(${JSON.stringify(name)});`,
    ),
  ];
}
