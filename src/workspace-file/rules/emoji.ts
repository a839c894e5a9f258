/** Emoji codes that are nearly one that everybody has. Others may be a workspace's own, which no file knows. */
import { emojiList } from "../../pumble/messages/generated/emoji-list";
import { nearest } from "../../pumble/nearest";
import type { Problems } from "../files/problems";
import { type Mark, markAt } from "../files/written";

let names: ReadonlySet<string> | null = null;

function usual(): ReadonlySet<string> {
  names ??= new Set(
    emojiList.flatMap(([, list]) => list.split("|").flatMap((entry) => entry.split(" ")[0]!.split(","))),
  );
  return names;
}

/** Letters that may be wrong: with more, it is another word. */
const wrongMax = 1;

/**
 * Notes codes that look misspelt.
 * @param mark of what has the reactions
 */
export function noteUnusual(codes: readonly string[] = [], mark: Mark, problems: Problems): void {
  for (const [at, code] of codes.entries()) {
    const name = code.slice(1, -1);
    if (usual().has(name)) continue;
    const meant = nearest(name, usual(), wrongMax);
    if (meant === null) continue;
    problems.note(
      "emoji",
      markAt(mark, ["reactions", String(at)]).value,
      `${JSON.stringify(code)} is none of the emoji that every workspace has`,
      `Did you mean ":${meant}:"? One of the workspace's own is right as it is.`,
    );
  }
}
