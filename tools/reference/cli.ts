/** `docs/reference/cli.md`, from the command's own table of commands and options. */
import type { Command, Option } from "commander";
import { exitCodesOf } from "../../src/cli/exit-codes";
import { commandsOf, guides, variables } from "../../src/cli/help";
import { program } from "../../src/cli/main";
import { cell } from "./json-schema";
import { pageHead } from "./page";

/** `<dir>` is no HTML. */
const prose = (text: string) => text.replaceAll("<", "\\<");

function optionRow({ flags, description, defaultValue, argChoices }: Option): string {
  const more = [
    argChoices ? `One of ${argChoices.map((choice) => `\`${choice}\``).join(", ")}.` : "",
    defaultValue === undefined || defaultValue === false || defaultValue === true
      ? ""
      : `Default: \`${String(defaultValue)}\`.`,
  ].filter(Boolean);
  return `| \`${cell(flags)}\` | ${cell(prose([description, ...more].join(more.length > 0 ? ". " : "")))} |`;
}

function commandText(words: string, command: Command): string {
  const guide = guides[words];
  const codes = exitCodesOf[words] ?? [];
  const examples = (guide?.examples ?? []).map(([line, says]) => `npx ${line}   # ${says}`);
  const read = (guide?.environment ?? []).map((name) => `- \`${name}\`: ${variables[name]}`);
  return [
    `## pumble ${words}`,
    prose(command.description()),
    `\`\`\`text\npumble ${words} ${command.usage()}\n\`\`\``,
    argumentsText(command),
    command.options.length > 0
      ? ["| Option | Does |", "| --- | --- |", ...command.options.map(optionRow)].join("\n")
      : "",
    examples.length > 0 ? `\`\`\`sh\n${examples.join("\n")}\n\`\`\`` : "",
    read.length > 0 ? `Reads from the environment:\n\n${read.join("\n")}` : "",
    codes.length > 0
      ? `Ends with ${codes.map(({ code, means }) => `\`${code}\`: ${means}`).join("; ")}.`
      : "",
  ]
    .filter(Boolean)
    .join("\n\n");
}

function argumentsText(command: Command): string {
  return command.registeredArguments
    .filter(({ description }) => description !== "")
    .map((argument) => `- \`${argument.name()}\`: ${prose(argument.description)}`)
    .join("\n");
}

export function cliReference(): string {
  const commands = commandsOf(program).filter(
    ([words, command]) => words !== "" && command.commands.length === 0,
  );
  const head = pageHead(
    "The pumble command",
    "Every command with its options, as `npx pumble COMMAND --help` tells them too.",
  );
  return `${[head, ...commands.map(([words, command]) => commandText(words, command))].join("\n\n")}\n`;
}
