/** The guide to every problem of the provider, made from the catalogue: `docs/guides/troubleshooting.md`. */
import { PumbleClient, type PumbleConfigError } from "../src/client";
import { type ProblemCode, problemSections } from "../src/provider/problems";
import { callReasons } from "../src/provider/problems/calls";
import {
  linkProblem,
  type MarkdownProblem,
  mentionProblem,
  tableProblem,
} from "../src/pumble/messages/markdown/problems";
import type { ProblemEntry } from "../src/terraform";

/** In the place of what differs from case to case. */
const hole = "…";

/** For problems whose title is written for each case: what they have in common. */
const headings: Partial<Record<ProblemCode, string>> = {
  setting_invalid: "A setting of the provider cannot be used",
  key_hand_over_failed: "The text of an API key was not handed over",
};

/** What the client says about settings that it cannot use. */
function settingFaults(): string[] {
  const apiKey = "key";
  const wrong = [
    { apiKey: "two words" },
    { apiKey, baseUrl: hole },
    { apiKey, baseUrl: "https://user@example.com" },
    { apiKey, maxRequestsPerMinute: 0 },
  ];
  return wrong.flatMap((options) => {
    try {
      new PumbleClient(options);
      return [];
    } catch (error) {
      return (error as PumbleConfigError).title;
    }
  });
}

function textsIn(...problems: readonly (MarkdownProblem | null)[]): string[] {
  return problems.flatMap((problem) => problem?.text ?? []);
}

/** For problems whose text another part writes: what it may be. */
const known: Partial<Record<ProblemCode, readonly string[]>> = {
  setting_invalid: settingFaults(),
  markdown_mention: textsIn(
    mentionProblem({ type: "user", id: undefined }, `@${hole}`, false),
    mentionProblem({ type: "channel", id: undefined }, `#${hole}`, false),
    mentionProblem({ type: "usergroup", id: undefined }, `@${hole}`, false),
  ),
  markdown_broadcast: textsIn(
    mentionProblem({ type: "broadcast", range: "channel" }, "@channel", false),
    mentionProblem({ type: "usergroup", id: hole }, `@${hole}`, false),
  ),
  markdown_table: textsIn(tableProblem(`@${hole}`)),
  markdown_relative_link: textsIn(linkProblem(hole)),
  markdown_link: textsIn(linkProblem(hole, hole)),
};

const intro = `---
page_title: "Troubleshooting - pumble"
subcategory: ""
description: "Every problem that the provider reports: why, and what to do next."
---

# Troubleshooting

Every error and warning of the provider, with its cause and the next step. Search this page for words that Terraform
printed; \`${hole}\` stands for a name, an id or a value. With \`TF_LOG_PROVIDER=debug\` the log gives the code of each
problem as \`diagnostic_codes\`.`;

/** The whole page. */
export function troubleshootingPage(): string {
  const sections = problemSections.map(([heading, problems]) => {
    const entries = Object.values(problems).map(({ code, entry }) => described(code, entry));
    return [`## ${heading}`, ...entries].join("\n\n");
  });
  return `${[intro, ...sections].join("\n\n")}\n`;
}

/** The heading that a problem has in the guide: its title, with `…` for what differs from case to case. */
export function headingOfProblem(code: string, entry: ProblemEntry): string {
  const fixed = headings[code as ProblemCode];
  return fixed ?? filled(entry.title, textsOf(code));
}

function textsOf(code: string): Record<string, string> {
  const reason = callReasons[code];
  if (reason === undefined) return {};
  return { title: `Cannot ${hole}: ${reason}`, reason: `${capitalised(reason)}${hole}` };
}

function filled(text: string, texts: Readonly<Record<string, string>>): string {
  return text.replace(/\{(\w+)\}/g, (_, name: string) => texts[name] ?? hole);
}

function described(code: string, entry: ProblemEntry): string {
  const texts = textsOf(code);
  const fill = (text: string) => filled(text, texts);
  const list = known[code as ProblemCode] ?? [];
  return [
    `### ${escaped(headingOfProblem(code, entry))}`,
    `${entry.severity === "warning" ? "Warning" : "Error"} \`${code}\``,
    ...(fill(entry.cause) === hole ? [] : [escaped(fill(entry.cause))]),
    ...(list.length === 0 ? [] : [list.map((text) => `- ${escaped(text)}`).join("\n")]),
    `**Next step:** ${escaped(fill(entry.nextStep))}`,
  ].join("\n\n");
}

function capitalised(text: string): string {
  return `${text[0]!.toUpperCase()}${text.slice(1)}`;
}

/** Signs that Markdown would take for its own. */
function escaped(text: string): string {
  return text.replace(/[<>*\\]/g, "\\$&");
}
