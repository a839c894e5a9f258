/** A workspace whose people write what should do no harm where it is exported to. */
import type { Exported } from "../../../src/cli/export/model";

/** Texts that mean something else to Terraform, YAML, TypeScript or a terminal unless they are escaped. */
export const harmful = [
  "$" + '{file("/etc/passwd")}',
  "%" + "{ if true }yes%" + "{ endif }",
  "$$" + "{x} %%" + "{y} $" + "{",
  'quote " and \\ backslash, `tick` and $' + "{tick}",
  "'; process.exit(1); //",
  "*/ line\nbreak \u2028 \u001b[2J bell \u0007",
  "yes: [no, ~]\n- # anchor &a *a",
  "<<EOT\nEOT",
];

const id = (number: number) => number.toString(16).padStart(24, "0");

/** An export with one of the texts in each of its strings. */
export function exportedWith(text: string): Exported {
  const said = (form: "markdown" | "text" | "blocks") => ({
    ...{ form, allowBroadcast: false, plain: text },
    value:
      form === "blocks"
        ? JSON.stringify([
            {
              type: "rich_text",
              elements: [{ type: "rich_text_section", elements: [{ type: "text", text }] }],
            },
          ])
        : text,
  });
  const forms = ["markdown", "text", "blocks"] as const;
  return {
    timeZone: "Europe/Berlin",
    left: [],
    channels: [
      {
        ...{
          key: "ünïted-front",
          id: id(1),
          type: "PRIVATE",
          description: text,
          members: ["ada@example.com", "o'neill+x@example.com"],
        },
        announcements: forms.map((form, at) => ({
          key: `said-${form}`,
          id: id(10 + at),
          asBot: at === 0,
          said: said(form),
          reactions: [":eyes:", ":+1:"],
          replies: forms.map((inner, index) => ({
            ...{ key: `answer-${inner}`, id: id(30 + 3 * at + index), said: said(inner), asBot: false },
            ...{ alsoSendToChannel: index === 0, reactions: [":tada:"] },
          })),
        })),
        schedules: forms.map((form, at) => ({
          ...{ key: `later-${form}`, id: id(20 + at), said: said(form), sendAt: Date.UTC(2035, 0, 8, 8) },
          recurrence: at === 0 ? null : { recurrenceType: "WEEKLY" as const, endAfterOccurrences: 3 },
        })),
      },
    ],
  };
}
