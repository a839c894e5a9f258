import { isId } from "../../pumble/ids";
import type { MentionResolver } from "../../pumble/messages/markdown";
import { defineFunction, t } from "../../terraform";
import { functionProblems } from "../problems/functions";

export const markdownToBlocksFunction = defineFunction({
  name: "markdown_to_blocks",
  summary: "Markdown as Pumble's rich text, in JSON.",
  description: [
    "Gives the JSON that `blocks` of a message takes. `pumble_message` converts its `markdown` by itself; this is for",
    "what needs the blocks, such as an attachment, a script or a template.",
    "",
    "A function cannot ask Pumble, so ids of what is mentioned are given as maps after the text: by e-mail address",
    "(`data.pumble_users.all.ids_by_email`), `#channel` or `@group`. A mention that is in none of them is an error.",
    "`@channel` and `@here` are kept; a message still needs `allow_broadcast` to send them.",
  ].join("\n"),
  parameters: { markdown: { type: t.string, description: "Text in Markdown." } },
  variadic: {
    name: "mentions",
    type: t.map(t.string),
    description: "Ids of what is mentioned, by e-mail address, `#channel` or `@group`.",
  },
  returns: t.string,

  async call({ markdown }, ...mentions) {
    const { markdownToBlocks } = await import("../../pumble/messages/markdown");
    const { blocks, problems, problemKinds } = markdownToBlocks(markdown, {
      ...resolverOf(mentions),
      allowBroadcast: true,
    });
    if (problems.length === 0) return JSON.stringify(blocks);
    if (problemKinds.includes("empty")) throw functionProblems.function_markdown_empty();
    throw functionProblems.function_markdown({ faults: problems.map(withoutApi).join("\n") });
  },
});

function resolverOf(mentions: readonly Readonly<Record<string, string>>[]): Required<MentionResolver> {
  const ids = new Map<string, string>();
  for (const map of mentions) {
    for (const [name, id] of Object.entries(map)) ids.set(keyOf(name), checkedId(name, id));
  }
  return {
    resolveUser: (who) => (isId(who) ? who : ids.get(keyOf(who))),
    resolveChannel: (name) => ids.get(keyOf(`#${name}`)),
    resolveGroup: (handle) => ids.get(keyOf(`@${handle}`)),
  };
}

/** E-mail addresses are the same with and without a leading `@`, and in upper and lower case. */
function keyOf(name: string): string {
  const lower = name.toLowerCase();
  return /^@[^@]+@/.test(lower) ? lower.slice(1) : lower;
}

/** As for the functions that mention: an object that a test mocks may give any letters and digits. */
function checkedId(name: string, id: string | null): string {
  if (id !== null && /^[A-Za-z0-9]+$/.test(id)) return id;
  throw functionProblems.function_mention_id({ name, id: String(id) });
}

/** The converter takes an unknown name for one that Pumble does not have; here it was only not given. */
function withoutApi(problem: string): string {
  const [, line, written] = /^(Line \d+: )([@#]\S+): no (?:member|channel|user group) /.exec(problem) ?? [];
  if (!line || !written) return problem;
  const key = /^@[^@]+@/.test(written) ? written.slice(1) : written;
  return `${line}${written}: its id is not given. Add { ${JSON.stringify(key)} = its id } after the text, or write \\${written} to show it as text.`;
}
