/** What can be typed: made of the table of commands. */
import type { Command, Option } from "commander";
import { commandsOf } from "../help";

export interface CompletedOption {
  readonly flags: readonly string[];
  readonly description: string;
  /** What its value is: none, a file or folder, one of these, or something else. */
  readonly value: "none" | "path" | "other" | readonly string[];
}

export interface CompletedCommand {
  /** As they are typed behind `pumble`. */
  readonly words: string;
  readonly description: string;
  readonly subcommands: readonly { readonly name: string; readonly description: string }[];
  readonly options: readonly CompletedOption[];
  /** What stands behind its options: a path where it takes one, or these words. */
  readonly argument: "none" | "path" | readonly string[];
}

const pathArguments = /^(?:dir|path|project|what|script|file)$/;

export function completedCommands(program: Command): CompletedCommand[] {
  return commandsOf(program).map(([words, command]) => {
    const help = command.createHelp();
    const [argument] = command.registeredArguments;
    return {
      ...{ words, description: command.description() },
      subcommands: help.visibleCommands(command).map((each) => ({
        ...{ name: each.name(), description: each.description() || "display help for command" },
      })),
      options: help.visibleOptions(command).map(optionOf),
      argument: argument?.argChoices ?? (argument && pathArguments.test(argument.name()) ? "path" : "none"),
    };
  });
}

function optionOf(option: Option): CompletedOption {
  const flags = [option.short, option.long].filter((flag) => flag != null);
  const name = /[<[]([^\]>.]+)/.exec(option.flags)?.[1];
  const isPath = name !== undefined && ["dir", "path", "file"].includes(name);
  return {
    ...{ flags, description: option.description },
    value: option.argChoices ?? (name === undefined ? "none" : isPath ? "path" : "other"),
  };
}
