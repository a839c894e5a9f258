/** The small shapes that workspace files are made of. */
import * as z from "zod";
import { isId } from "../../pumble/ids";
import { instant } from "../../pumble/instant";
import { textMax } from "../../pumble/limits";
import { emojiCodePattern } from "../../pumble/messages/emoji";
import { channelDescriptionMax, channelNameProblem } from "../../pumble/names";
import { nearest } from "../../pumble/nearest";

/** A check that answers what is wrong with a text, to follow its key in a sentence; null when nothing is. */
export function checked(check: (text: string) => string | null) {
  return z.string().superRefine((text, context) => {
    const message = check(text);
    if (message) context.addIssue({ code: "custom", message });
  });
}

const emailPattern = /^[^\s@<>()",;:“”„«»]+@[^\s@<>()"',;:“”„«»]+\.[^\s@<>()"',;:“”„«»]+$/;

export function isAddress(text: string): boolean {
  return emailPattern.test(text);
}

/** The address in what is more than one, to be written by itself. */
function addressWithin(text: string): string {
  const found = text.split(/[\s<>()",;:“”„«»]+/).filter(isAddress);
  return found.length === 1 ? `\nWrite ${found[0]}.` : "";
}

export const email = checked((text) =>
  isAddress(text)
    ? null
    : `must be an e-mail address such as ada@example.com, but is ${JSON.stringify(text)}${addressWithin(text)}`,
).describe("E-mail address, upper and lower case alike.");

/** What a thing is called in the files and in the state. */
const keyMax = 80;

/** Why a text cannot be a key, or null. */
export function keyProblem(key: string): string | null {
  if (key.trim() === "") return "must not be empty";
  if (key !== key.trim()) return "must not begin or end with a space";
  if ([...key].length > keyMax) return `must have at most ${keyMax} characters, has ${[...key].length}`;
  return /[/\p{Cc}]/u.test(key) ? "must hold neither a slash nor a control character" : null;
}

export const key = checked(keyProblem);

/** An environment's name: it is part of paths and of the names of states. */
export const environmentName = checked((name) =>
  /^[A-Za-z0-9][A-Za-z0-9_-]{0,39}$/.test(name)
    ? null
    : "must be 1 to 40 letters, digits, - and _, and begin with a letter or digit",
);

export const channelName = checked(channelNameProblem).describe(
  "1 to 80 letters, digits, spaces, `-` and `_`. Pumble stores it in lower case with `-` for each space.",
);

export const description = checked((text) => {
  const length = [...text].length;
  return length <= channelDescriptionMax
    ? null
    : `must have at most ${channelDescriptionMax} characters, has ${length}`;
}).describe(
  `What the channel is for, up to ${channelDescriptionMax} characters. Pumble's API cannot change it later.`,
);

export const text = checked((written) => {
  if (written.trim() === "") return "must not be empty";
  const length = [...written].length;
  return length <= textMax ? null : `must have at most ${textMax} characters, has ${length}`;
});

function colons(code: string): string {
  const whole = `:${code.replace(/^:|:$/g, "")}:`;
  return emojiCodePattern.test(whole)
    ? `\nWrite ${JSON.stringify(whole)}.`
    : "\nPumble shows an emoji's code when you point at it.";
}

export const emojiCode = checked((code) =>
  emojiCodePattern.test(code)
    ? null
    : `must be an emoji code such as :eyes:, but is ${JSON.stringify(code)}${colons(code)}`,
).describe("Emoji code with colons, such as `:eyes:`.");

export const handle = /^@[\p{L}\p{N}][\p{L}\p{N}._-]*$/u;

export const pattern = checked((written) => {
  try {
    new RegExp(written, "u");
    return null;
  } catch (error) {
    return `is no regular expression: ${(error as Error).message.replace(/^.*: /s, "")}`;
  }
});

export const variableName = checked((name) =>
  /^[A-Z_][A-Z0-9_]{0,99}$/.test(name)
    ? null
    : "must be the name of an environment variable such as PUMBLE_STAGING_KEY, never a value",
);

/** A share such as `30%`. */
export const share = checked((written) => {
  const match = /^(\d{1,3})\s*%$/.exec(written);
  return match && Number(match[1]) <= 100
    ? null
    : `must be a share such as 30%, but is ${JSON.stringify(written)}`;
}).meta({ examples: ["30%"] });

export const timeOfDay = checked((written) =>
  /^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$/.test(written)
    ? null
    : `must be a time of day such as "09:00", but is ${JSON.stringify(written)}${withZero(written)}`,
).meta({ examples: ['"09:00"'] });

function withZero(written: string): string {
  return /^\d:[0-5]\d(?::[0-5]\d)?$/.test(written) ? `\nWrite "0${written}".` : "";
}

function dayProblem(written: string): string | null {
  const time = /^\d{4}-\d\d-\d\d$/.test(written) ? Date.parse(`${written}T00:00:00Z`) : Number.NaN;
  const isReal = !Number.isNaN(time) && new Date(time).toISOString().startsWith(written);
  return isReal ? null : `must be a day such as 2027-01-04, but is ${JSON.stringify(written)}`;
}

export const day = checked(dayProblem);

/** A day, or a moment where it says the time too. */
export const dayOrInstant = checked((written) => {
  if (/^\d{4}-\d\d-\d\dT/.test(written)) return instant(written) ?? null;
  return dayProblem(written);
});

export const blocksFile = checked((written) =>
  /^\S(?:.*\S)?\.json$/.test(written) ? null : "must be the path of a JSON file such as ./rules.blocks.json",
);

/** Zones whose city is written by itself, or almost. */
function zoneLike(written: string): string {
  const zones = Intl.supportedValuesOf("timeZone");
  const city = written.toLowerCase().replaceAll(" ", "_");
  const found = zones.find((zone) => zone.toLowerCase().endsWith(`/${city}`)) ?? nearest(written, zones);
  return found ? `\nDid you mean ${JSON.stringify(found)}?` : "";
}

export const timeZone = checked((written) => {
  try {
    new Intl.DateTimeFormat("en", { timeZone: written });
    return /^[A-Za-z]/.test(written) ? null : "must be the name of a time zone such as Europe/Berlin";
  } catch {
    return `must be the name of a time zone such as Europe/Berlin, but is ${JSON.stringify(written)}${zoneLike(written)}`;
  }
}).describe("IANA name, such as `Europe/Berlin`.");

export const pumbleId = checked((written) =>
  isId(written) ? null : `must be an id of 24 hex digits, but is ${JSON.stringify(written)}`,
);
