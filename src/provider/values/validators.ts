import { isId } from "../../pumble/ids";
import { atPlan } from "../../terraform";

/** Accepts a Pumble id. */
export const pumbleId = atPlan((value: string) =>
  isId(value) ? undefined : `must be a Pumble id of 24 hex digits, got ${JSON.stringify(value)}`,
);

/** Accepts a channel's name as a person writes it, with or without `#`: something must be left of it. */
export function channelReference(value: string): string | undefined {
  return value.replace(/^#/, "").trim() === ""
    ? `must name a channel, such as general, but is ${JSON.stringify(value)}`
    : undefined;
}

/** Accepts a text that shows something; an empty one is left to the check of its length. */
export function notBlank(text: string): string | undefined {
  return text === "" || /[^\s\uFEFF\u200B]/.test(text) ? undefined : "must hold more than blanks";
}
