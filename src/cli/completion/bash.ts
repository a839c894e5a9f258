/** Completion for bash. */
import type { CompletedCommand } from "./words";

/** A function that looks which command the words name, and offers what may follow. */
export function bashCompletion(commands: readonly CompletedCommand[]): string {
  const words = commands.map(({ words }) => words).filter((each) => each !== "");
  return `# Completion of pumble for bash: source <(pumble completion bash)
_pumble() {
  local cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD-1]} command="" word at
  COMPREPLY=()
  for ((at = 1; at < COMP_CWORD; at++)); do
    word=\${COMP_WORDS[at]}
    case "$command $word" in
${words.map((each) => `      "${each.includes(" ") ? each : ` ${each}`}") command="${each}" ;;`).join("\n")}
    esac
  done
  case "$command:$prev" in
${commands.flatMap(valueCases).join("\n")}
  esac
  case "$command" in
${commands.map(wordCase).join("\n")}
  esac
}
_pumble_paths() { compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -f -- "$1")); }
complete -F _pumble pumble
`;
}

function valueCases({ words, options }: CompletedCommand): string[] {
  return options.flatMap(({ flags, value }) => {
    if (value === "none") return [];
    const pattern = flags.map((flag) => `"${words}:${flag}"`).join(" | ");
    if (value === "path") return [`    ${pattern}) _pumble_paths "$cur"; return ;;`];
    if (value === "other") return [`    ${pattern}) return ;;`];
    return [`    ${pattern}) COMPREPLY=($(compgen -W "${value.join(" ")}" -- "$cur")); return ;;`];
  });
}

function wordCase({ words, options, subcommands, argument }: CompletedCommand): string {
  const flags = options.flatMap((option) => option.flags);
  const own = typeof argument === "string" ? [] : argument;
  const plain = [...subcommands.map(({ name }) => name), ...own].join(" ");
  const rest =
    argument === "path" ? `_pumble_paths "$cur"` : `COMPREPLY=($(compgen -W "${plain}" -- "$cur"))`;
  return [
    `    "${words}")`,
    `      if [[ $cur == -* ]]; then COMPREPLY=($(compgen -W "${flags.join(" ")}" -- "$cur"))`,
    `      else ${rest}; fi ;;`,
  ].join("\n");
}
