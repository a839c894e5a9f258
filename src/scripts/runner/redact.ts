/** Keeps the key that a script runs with out of all that it says. */

/** Replaces the key in a text, in any case: a host name, for one, comes back in lower case. */
export type Redact = (text: string) => string;

/** @param apiKey as it is in the environment */
export function redactorOf(apiKey: string | undefined): Redact {
  const key = apiKey?.trim();
  if (!key) return (text) => text;
  const everywhere = new RegExp(key.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"), "gi");
  return (text) => text.replace(everywhere, "…");
}

/** The value with every text in it redacted, names of fields included. */
export function redactValue(redact: Redact, value: unknown): unknown {
  if (typeof value === "string") return redact(value);
  if (Array.isArray(value)) return value.map((item) => redactValue(redact, item));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [redact(name), redactValue(redact, item)]),
  );
}
