import type { Provider } from "../define/provider";
import { type HostVersions, hostVersions } from "../host-versions";
import type { Attributes } from "../schema/attribute";

/** Gives an example file by its path under the examples folder, or nothing when there is none. */
export type Examples = (path: string) => string | undefined;

/** One kind of page: its folder, its word, and the example that it shows. */
export interface Kind {
  readonly folder: string;
  readonly word: string;
  readonly example: string;
  /** What Terraform and OpenTofu must be for it; all that the provider works with, when it is left out. */
  readonly needs?: HostVersions;
}

/** What a page is about. */
export interface Described {
  readonly name: string;
  readonly description: string;
  readonly deprecated?: string;
  readonly attributes: Attributes;
}

const kinds = {
  resources: { folder: "resources", word: "Resource", example: "resource.tf" },
  dataSources: { folder: "data-sources", word: "Data Source", example: "data-source.tf" },
  ephemeralResources: {
    folder: "ephemeral-resources",
    word: "Ephemeral Resource",
    example: "ephemeral-resource.tf",
    needs: hostVersions.ephemeralResources,
  },
  actions: { folder: "actions", word: "Action", example: "action.tf", needs: hostVersions.actions },
} as const;

const lists: Kind = {
  ...{ folder: "list-resources", word: "List Resource", example: "list-resource.tfquery.hcl" },
  needs: hostVersions.lists,
};

/** Everything with a schema that has a page, with the kind of its page. */
export function documented(provider: Provider): { kind: Kind; definition: Described }[] {
  const objects = Object.entries(kinds).flatMap(([list, kind]) =>
    provider[list as keyof typeof kinds].map((definition) => ({ kind, definition })),
  );
  const listed = provider.resources.flatMap(({ name, list }) =>
    list ? [{ kind: lists, definition: { ...list, name } }] : [],
  );
  return [...objects, ...listed];
}

/** The provider block. */
export const providerPath = "provider/provider.tf";

/** The example that an object's page shows. */
export function examplePath(provider: Provider, kind: Kind, { name }: Described): string {
  return `${kind.folder}/${provider.name}_${name}/${kind.example}`;
}

/** The `terraform import` command. */
export function importPath(provider: Provider, { name }: Described): string {
  return `resources/${provider.name}_${name}/import.sh`;
}

/** An `import` block; only shown when it is there. */
export function importBlockPath(provider: Provider, { name }: Described): string {
  return `resources/${provider.name}_${name}/import-by-string-id.tf`;
}

/** The example of a function. */
export function functionPath(name: string): string {
  return `functions/${name}/function.tf`;
}

/** The paths of the examples that a complete documentation of this provider has and these examples lack. */
export function missingExamples(provider: Provider, examples: Examples): string[] {
  const wanted = [
    providerPath,
    ...documented(provider).map(({ kind, definition }) => examplePath(provider, kind, definition)),
    ...provider.resources
      .filter(({ importState }) => importState)
      .map((resource) => importPath(provider, resource)),
    ...provider.functions.map(({ name }) => functionPath(name)),
  ];
  return wanted.filter((path) => examples(path) === undefined);
}
