/** What to do about a key that its owner narrowed: another member's key would not help. */
import { type OperationName, operations } from "../pumble";

const notForGroup = /^This key may only be used for: /;

/** Whether a key lacks the group of what was asked, for whatever channel. */
export function isNotForGroup(detail: string | undefined): boolean {
  return notForGroup.test(detail ?? "");
}

/** How our addon refuses what a key is not for, and what helps. */
const refusals: readonly [RegExp, (operation: string) => string][] = [
  [
    notForGroup,
    (operation) =>
      `The key is narrowed to some groups. Use one that also has the group ${JSON.stringify(groupOf(operation))}, or that is not narrowed.`,
  ],
  [/^This key is read-only/, () => "The key may only read. Use one that may also write."],
  [
    /^This API key may (not be used for that channel|only be used within its channels)/,
    () => "The key is narrowed to some channels. Use one that is for this one too, or for all.",
  ],
];

function groupOf(operation: string): string {
  return operations[operation as OperationName]?.tag ?? "API keys";
}

/** What helps with a refusal, when it is for the key's narrowness. */
export function nextStepOfNarrowed(operation: string, detail: string | undefined): string | undefined {
  return refusals.find(([pattern]) => pattern.test(detail ?? ""))?.[1](operation);
}
