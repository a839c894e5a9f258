/** The guide to what each command ends with, made from the one table: `docs/guides/exit-codes.md`. */
import { exitCodesOf } from "../src/cli/exit-codes";

const intro = `---
page_title: "Exit codes of the pumble command"
subcategory: ""
description: "What each command ends with, for scripts and CI."
---

# Exit codes

What \`pumble\` ends with, for scripts and CI. Each command's \`--help\` says the same. What is not right about a command line
(an unknown word or option, a missing argument, a value that cannot be, a file, stack or environment that is not there) is
told in a line on standard error, with the next step, before anything is done.

Two commands answer with 2 that something differs: \`drift\`, and \`plan --detailed-exitcode\`, as Terraform's own does. There a
command line that is not right ends with 1, so that 2 has one meaning.

With \`--json\`, a command that fails before it has a result prints what went wrong, what to do and the exit code as one line
on standard output, as [failure.schema.json](../schemas/output/failure.schema.json) says; people read the same on standard
error.`;

/** The whole page. */
export function exitCodesPage(): string {
  const rows = Object.entries(exitCodesOf).map(([command, codes]) => {
    const told = codes.map(({ code, means }) => `\`${code}\` ${means.replace(/--[a-z-]+/g, "`$&`")}`);
    return `| \`pumble ${command}\` | ${told.join("<br>")} |`;
  });
  return `${intro}\n\n${["| Command | Ends with |", "| --- | --- |", ...rows].join("\n")}\n`;
}
