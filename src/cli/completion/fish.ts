/** Completion for fish. */
import type { CompletedCommand, CompletedOption } from "./words";

export function fishCompletion(commands: readonly CompletedCommand[]): string {
  const lines = commands.flatMap((command) => [
    ...command.subcommands.map(
      ({ name, description }) => `${begin(command)} -f -a ${name} -d ${quoted(description)}`,
    ),
    ...(typeof command.argument === "string"
      ? command.argument === "none"
        ? [`${begin(command)} -f`]
        : []
      : [`${begin(command)} -f -a ${quoted(command.argument.join(" "))}`]),
    ...command.options.map(
      (option) => `${begin(command)} ${optionText(option)} -d ${quoted(option.description)}`,
    ),
  ]);
  return `# Completion of pumble for fish: pumble completion fish | source
function __pumble_at
    set -l typed (commandline -opc)[2..-1]
    set -l words
    for word in $typed
        string match -q -- '-*' $word; and continue
        set -l next (string join ' ' -- $words $word)
        contains -- $next ${commands.map(({ words }) => quoted(words)).join(" ")}; and set words (string split ' ' -- $next)
    end
    set -l at (string join ' ' -- $words)
    test "$at" = "$argv[1]"
end
${lines.join("\n")}
`;
}

function begin({ words }: CompletedCommand): string {
  return `complete -c pumble -n '__pumble_at ${JSON.stringify(words)}'`;
}

function optionText({ flags, value }: CompletedOption): string {
  const named = flags.map((flag) => (flag.startsWith("--") ? `-l ${flag.slice(2)}` : `-s ${flag.slice(1)}`));
  const takes =
    value === "none"
      ? ""
      : value === "path"
        ? " -r -F"
        : value === "other"
          ? " -x"
          : ` -x -a ${quoted(value.join(" "))}`;
  return `${named.join(" ")}${takes}`;
}

function quoted(text: string): string {
  return `'${text.replace(/[\\']/g, "\\$&")}'`;
}
