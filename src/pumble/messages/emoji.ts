import * as z from "zod";
import { emojiCharacterSource, emojiCodeProblem } from "./emoji-name";

export { emojiCodePattern, emojiCodeProblem, emojiNameSource, isReaction } from "./emoji-name";

/** An emoji code, colons included; one that is too long is told so. */
export const emojiCode = z
  .string()
  .regex(new RegExp(`^:${emojiCharacterSource}+:$`), emojiCodeProblem)
  .min(3)
  .max(100);
