/** `pumble completion SHELL`: a script that completes commands, options and their values. */
import type { Command } from "commander";
import { pass } from "../terminal";
import { bashCompletion } from "./bash";
import { fishCompletion } from "./fish";
import { completedCommands } from "./words";
import { zshCompletion } from "./zsh";

const shells = { bash: bashCompletion, zsh: zshCompletion, fish: fishCompletion } as const;

/** @param program the table of commands */
export function completion(shell: keyof typeof shells, program: Command): void {
  pass(shells[shell](completedCommands(program)));
}
