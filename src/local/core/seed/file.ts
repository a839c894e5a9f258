/** Reading a seed file. */
import { closeSync, openSync, readSync } from "node:fs";
import { atMost, namedFileBytesMax, tooLargeFile } from "../../../pumble/at-most";
import { type Seed, seedSchema } from "./schema";

/**
 * Reads and checks a seed file in YAML (or JSON, which YAML includes).
 * @throws Error that names the file, and line, place and problem of everything that is wrong in it
 */
export async function readSeedFile(path: string): Promise<Seed> {
  let bytes: Uint8Array | null;
  try {
    const file = openSync(path, "r");
    try {
      bytes = atMost(namedFileBytesMax, (piece) => readSync(file, piece));
    } finally {
      closeSync(file);
    }
  } catch (error) {
    const isMissing = (error as NodeJS.ErrnoException).code === "ENOENT";
    throw new Error(`Seed file ${path} ${isMissing ? "does not exist" : "cannot be read"}.`);
  }
  if (bytes === null) throw new Error(`Seed file ${path} ${tooLargeFile}.`);
  return parseSeed(new TextDecoder().decode(bytes), path);
}

/** `readSeedFile` for a text; `path` is what errors call it. */
export async function parseSeed(text: string, path: string): Promise<Seed> {
  // Only who seeds from a file waits for the parser to load.
  const { LineCounter, parseDocument } = await import("yaml");
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  if (document.errors.length > 0) {
    throw wrong(
      path,
      document.errors.map((error) => {
        const { line } = lines.linePos(error.pos[0]);
        return `line ${line}: ${error.message.split("\n")[0]?.replace(/ at line \d+, column \d+:?$/, "")}`;
      }),
    );
  }
  const result = seedSchema.safeParse(document.toJS() ?? {});
  if (result.success) return result.data;
  throw wrong(
    path,
    result.error.issues.map((issue) => {
      const place = issue.path.map(String).join(".");
      return `line ${lineOf(issue.path)}: ${place ? `${place}: ` : ""}${issue.message}`;
    }),
  );

  /** The line of the nearest thing that is there. */
  function lineOf(where: PropertyKey[]): number {
    for (let length = where.length; length > 0; length -= 1) {
      const node = document.getIn(where.slice(0, length), true) as { range?: [number] } | undefined;
      if (node?.range) return lines.linePos(node.range[0]).line;
    }
    return 1;
  }
}

function wrong(path: string, problems: string[]): Error {
  const head = `Seed file ${path} has ${problems.length === 1 ? "a problem" : `${problems.length} problems`}:`;
  return new Error([head, ...problems.map((problem) => `  ${problem}`)].join("\n"));
}
