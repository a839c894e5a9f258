/** Keeps the state of a preview beside the configuration, whatever backend that names. */
import { readdirSync, readFileSync, realpathSync, writeFileSync } from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";

/** Set for the processes of a preview: the folder that it works in, absolute. */
export const previewVariable = "PUMBLE_PREVIEW";

const overrideFile = "pumble_preview_override.tf.json";
/** The name of a block may stand without quotes. */
const inHcl = /\bbackend[ \t]+"?(?!local\b)\w[\w-]*"?\s*\{|\bcloud\s*\{/;
const localInHcl = /\bbackend[ \t]+"?local"?\s*\{([^}]*)/g;
/** Without the text where it is no plain one. */
const pathInHcl = /\b(?:path|workspace_dir)\s*=\s*(?:"([^"\n]*)"|\S)/g;

/**
 * Writes an override file, which Terraform reads last, where the state would be somewhere else.
 * @param dir of the configuration
 * @param top the folder of the preview, which is thrown away with every state in it
 */
export function keepStateHere(dir: string, top: string): void {
  const names = readdirSync(dir).filter((name) => name !== overrideFile);
  const isElsewhere = names.some((name) => {
    const text = () => readFileSync(join(dir, name), "utf8");
    if (/\.(tf|tofu)$/.test(name)) return isElsewhereInHcl(text(), { dir, top });
    return /\.(tf|tofu)\.json$/.test(name) && isElsewhereInJson(text(), { dir, top });
  });
  if (!isElsewhere) return;
  const override = { terraform: { backend: { local: { path: "preview.tfstate" } } } };
  writeFileSync(join(dir, overrideFile), JSON.stringify(override));
}

interface Place {
  dir: string;
  top: string;
}

function isElsewhereInHcl(text: string, place: Place): boolean {
  const blocks = [...text.matchAll(localInHcl)].map(([, block]) => block!);
  const paths = blocks.flatMap((block) => [...block.matchAll(pathInHcl)].map(([, path]) => path));
  return inHcl.test(text) || paths.some((path) => path === undefined || leadsOut(path, place));
}

/** Terraform takes one block, and a list of them. */
type Blocks<Block> = Block | Block[] | null;
type Settings = Readonly<Record<string, unknown>>;

function isElsewhereInJson(json: string, place: Place): boolean {
  const { terraform } = JSON.parse(json) as {
    terraform?: Blocks<{ backend?: Blocks<Record<string, Blocks<Settings>>>; cloud?: unknown }>;
  };
  return list(terraform).some(({ backend, cloud }) => {
    const backends = list(backend).flatMap((one) => Object.entries(one));
    const paths = backends.flatMap(([, settings]) =>
      list(settings).flatMap(({ path, workspace_dir }) => [path ?? [], workspace_dir ?? []].flat()),
    );
    return (
      cloud !== undefined ||
      backends.some(([type]) => type !== "local") ||
      paths.some((path) => leadsOut(String(path), place))
    );
  });
}

function list<Block>(blocks: Blocks<Block> | undefined): Block[] {
  return [blocks ?? []].flat() as Block[];
}

/** Whether a local state would be outside of the preview's folder, where the real one may be. */
function leadsOut(path: string, { dir, top }: Place): boolean {
  return relative(realOf(top), realOf(resolve(dir, path))).startsWith("..");
}

/** Behind all links, also of what is not there yet. */
function realOf(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return dirname(path) === path ? path : join(realOf(dirname(path)), basename(path));
  }
}
