/** Reads as much of a CLI configuration as says where providers come from. */

export interface Method {
  readonly kind: string;
  readonly path?: string;
  readonly include?: readonly string[];
  readonly exclude?: readonly string[];
  /** The sources that `dev_overrides` names. */
  readonly overrides: readonly string[];
}

/** @returns null where the text has no `provider_installation` block, or cannot be read */
export function installationMethods(text: string): Method[] | null {
  return text.trimStart().startsWith("{") ? fromJson(text) : fromHcl(text);
}

type Json = Record<string, unknown>;

function fromJson(text: string): Method[] | null {
  let parsed: Json;
  try {
    parsed = JSON.parse(text);
  } catch {
    return null;
  }
  if (parsed.provider_installation === undefined) return null;
  return objects(parsed.provider_installation).flatMap((block) =>
    Object.entries(block).flatMap(([kind, bodies]) =>
      objects(bodies).map((body) => ({
        kind,
        ...(typeof body.path === "string" && { path: body.path }),
        ...list("include", body),
        ...list("exclude", body),
        overrides: Object.keys(body),
      })),
    ),
  );
}

/** One text counts as a list of one, for Terraform too. */
function list<Name extends string>(name: Name, body: Json): { [key in Name]?: string[] } {
  const given = body[name];
  if (given === undefined || given === null) return {};
  const texts = [given].flat().filter((one) => typeof one === "string");
  return { [name]: texts } as { [key in Name]?: string[] };
}

/** In JSON a block is an object, or a list of them. */
function objects(value: unknown): Json[] {
  return [value].flat().filter((one): one is Json => typeof one === "object" && one !== null);
}

function fromHcl(text: string): Method[] | null {
  const block = blocksIn(withoutComments(text)).find(({ kind }) => kind === "provider_installation");
  return (
    (block &&
      blocksIn(block.body).map(({ kind, body }) => {
        const [path] = strings(/\bpath\s*=\s*("[^"]*")/.exec(body)?.[1]);
        const include = /\binclude\s*=\s*(\[[^\]]*\]|"[^"]*")/.exec(body)?.[1];
        const exclude = /\bexclude\s*=\s*(\[[^\]]*\]|"[^"]*")/.exec(body)?.[1];
        return {
          kind,
          ...(path !== undefined && { path }),
          ...(include !== undefined && { include: strings(include) }),
          ...(exclude !== undefined && { exclude: strings(exclude) }),
          overrides: [...body.matchAll(/"([^"]*)"\s*=/g)].map((match) => match[1]!),
        };
      })) ??
    null
  );
}

function strings(text = ""): string[] {
  return [...text.matchAll(/"([^"]*)"/g)].map((match) => match[1]!);
}

/** Each `name {…}` of the outermost level. */
function blocksIn(text: string): { kind: string; body: string }[] {
  const found: { kind: string; body: string }[] = [];
  const opening = /(\w+)\s*(?:"[^"]*"\s*)?=?\s*\{/y;
  for (let at = 0; at < text.length; at++) {
    opening.lastIndex = at;
    const match = /\w/.test(text[at - 1] ?? "") ? null : opening.exec(text);
    if (!match) continue;
    const end = closingBrace(text, opening.lastIndex);
    found.push({ kind: match[1]!, body: text.slice(opening.lastIndex, end) });
    at = end;
  }
  return found;
}

function closingBrace(text: string, from: number): number {
  let depth = 1;
  for (const match of text.slice(from).matchAll(/"(?:[^"\\]|\\.)*"|[{}]/g)) {
    if (match[0] === "{") depth++;
    if (match[0] === "}" && --depth === 0) return from + match.index;
  }
  return text.length;
}

function withoutComments(text: string): string {
  return text.replace(
    /("(?:[^"\\\n]|\\.)*")|\/\*[\s\S]*?\*\/|(?:#|\/\/).*/g,
    (_, string: string) => string ?? " ",
  );
}
