/** How many objects at a time Terraform is told to work on. */
import type { Parallelism, Stack } from "../stacks/stack";
import { passed } from "./passed";

/**
 * What somebody asks of Terraform for the plan, or by variables of its own, holds for the apply.
 * @param work what is done to the objects: an apply of a saved plan changes them, anything else looks at them
 */
export function parallelismArgs(
  { parallelism }: Stack,
  { args }: { readonly args: readonly string[] },
  work: keyof Parallelism,
): string[] {
  const asked = passed(args, ["parallelism"]);
  const { TF_CLI_ARGS, TF_CLI_ARGS_plan, TF_CLI_ARGS_apply } = process.env;
  const isSet = [TF_CLI_ARGS, TF_CLI_ARGS_plan, TF_CLI_ARGS_apply].some((text) =>
    text?.includes("-parallelism"),
  );
  if (asked.length > 0 || isSet || parallelism === undefined) return asked;
  return [`-parallelism=${parallelism[work]}`];
}
