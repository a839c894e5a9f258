/** Sentences that hold text of other people, kept apart from our own words until they are written somewhere. */

/** Text that somebody else wrote: a name, an address, a message. */
export interface Quoted {
  quoted: string;
}
export type Phrase = (string | Quoted)[];

/** A sentence: what is put in with `${}` is somebody else's, unless it is a phrase or a number. */
export function say(parts: TemplateStringsArray, ...values: (string | number | Phrase)[]): Phrase {
  return parts.flatMap((part, index): Phrase => {
    const value = values[index];
    if (value === undefined) return [part];
    if (typeof value === "number") return [part, String(value)];
    return typeof value === "string" ? [part, { quoted: value }] : [part, ...value];
  });
}

/** Phrases with words of ours between. */
export function joined(phrases: Phrase[], between: string): Phrase {
  return phrases.flatMap((phrase, index) => (index === 0 ? phrase : [between, ...phrase]));
}

/** Names with commas between, the first few of many. */
export function listed(names: readonly string[], most = 12): Phrase {
  const shown = joined(
    names.slice(0, most).map((name) => [{ quoted: name }]),
    ", ",
  );
  return names.length > most ? [...shown, ` and ${names.length - most} more`] : shown;
}

/** `1 person`, `2 people`. */
export function count(number: number, one: string, many: string): string {
  return `${number} ${number === 1 ? one : many}`;
}
