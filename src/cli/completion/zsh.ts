/** Completion for zsh. */
import type { CompletedCommand, CompletedOption } from "./words";

export function zshCompletion(commands: readonly CompletedCommand[]): string {
  const names = commands.map(({ words }) => words).filter((each) => each !== "");
  return `#compdef pumble
# Completion of pumble for zsh: source <(pumble completion zsh)
_pumble() {
  local command="" word
  local -i at last=1
  for ((at = 2; at < CURRENT; at++)); do
    word=$words[at]
    case "$command $word" in
${names.map((each) => `      ${quoted(each.includes(" ") ? each : ` ${each}`)}) command=${quoted(each)} last=at ;;`).join("\n")}
    esac
  done
  # The command's own words, of which it is the first: what takes no argument would take its name for one too many.
  words=("\${(@)words[last,-1]}")
  (( CURRENT -= last - 1 ))
  case "$command" in
${commands.map(commandCase).join("\n")}
  esac
}
if [[ $funcstack[1] == _pumble ]]; then _pumble "$@"; else compdef _pumble pumble; fi
`;
}

function commandCase({ words, options, subcommands, argument }: CompletedCommand): string {
  const specs = [...options.flatMap(optionSpecs), ...restSpecs(subcommands, argument)];
  return `    ${quoted(words)})\n      _arguments -s : ${specs.join(" ")} ;;`;
}

/** What is no option. */
function restSpecs(
  subcommands: CompletedCommand["subcommands"],
  argument: CompletedCommand["argument"],
): string[] {
  const all = subcommands.map(({ name, description }) => described(name, description));
  if (all.length > 0) return [quoted(`*: :((${all.join(" ")}))`)];
  if (argument === "path") return ["'*:path:_files'"];
  return typeof argument === "string" ? [] : [quoted(`1: :(${argument.join(" ")})`)];
}

/** One of several words; signs that mean something in their list are escaped. */
function described(name: string, description: string): string {
  return `${name}\\:${description.replace(/[\\'":()[\] ]/g, "\\$&")}`;
}

function optionSpecs({ flags, description, value }: CompletedOption): string[] {
  const says = `[${description.replace(/[\\[\]:]/g, "\\$&")}]`;
  const takes =
    value === "none"
      ? ""
      : value === "path"
        ? ":path:_files"
        : value === "other"
          ? ":value: "
          : `:value:(${value.join(" ")})`;
  return flags.map((flag) => quoted(`*${flag}${says}${takes}`));
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
