/** Emoji as Pumble names them: `tada`, written `:tada:`. */
import { z } from "zod";

const character = "[A-Za-z0-9_+-]";

/** What a name is made of, as the source of a regular expression: with its colons it has 3 to 100 characters. */
export const emojiNameSource = `${character}{1,98}`;

/** A whole code with its colons, such as `:+1:`. */
export const emojiCodePattern = new RegExp(`^:${emojiNameSource}:$`);

/** What is said of a text that is none. */
export const emojiCodeProblem = "must be an emoji code such as :+1:";

/** An emoji code, colons included; one that is too long is told so. */
export const emojiCode = z
  .string()
  .regex(new RegExp(`^:${character}+:$`), emojiCodeProblem)
  .min(3)
  .max(100);
