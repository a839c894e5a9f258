/** Values on a command line that no command could mean: none at all, and two for what is one. */
import type { Command, Option } from "commander";
import { another } from "./values";

/** Has a command refuse them. */
export function refuseOddValues(command: Command): void {
  const given = new Map<Option, string | null>();
  for (const option of command.options.filter(takesValue)) {
    command.on(`option:${option.name()}`, (value: string | null) => {
      if (value === "") command.error(`error: option '${option.flags}' is given without a value`);
      const before = given.get(option);
      if (before !== undefined && before !== value && !isRepeatable(option)) {
        command.error(`error: option '${option.flags}' is given twice, ${said(before)} and ${said(value)}`);
      }
      given.set(option, value);
    });
  }
  if (command.commands.length > 0) return;
  command.hook("preAction", () => {
    given.clear();
    const empty = command.args.indexOf("");
    if (empty < 0) return;
    const name = command.registeredArguments[Math.min(empty, command.registeredArguments.length - 1)]?.name();
    command.error(`error: argument '${name}' is empty`);
  });
}

/** An option whose value may be left out has none then. */
function said(value: string | null): string {
  return value === null ? "without a value" : `as '${value}'`;
}

function takesValue(option: Option): boolean {
  return option.required || option.optional;
}

function isRepeatable(option: Option): boolean {
  return option.variadic || option.parseArg === (another as unknown);
}
