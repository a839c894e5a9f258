import type { Log, LogFields } from "../define/call";
import type { Diagnostics } from "../problem";
import { Problem } from "../problem";
import type { Logger } from "../process/log";
import type { Attributes } from "../schema/attribute";
import { eachLeaf, type Values } from "../schema/walk";

const mask = "(sensitive)";
/** Shorter texts occur by chance; masking them would only garble. */
const shortestSecretCharacters = 4;

/** The values of sensitive and write-only attributes seen so far, so that they can be kept out of every text. */
export class Secrets {
  readonly #texts = new Set<string>();
  /** Finds all texts, made when they are first looked for. */
  #pattern: RegExp | undefined;

  /** Notes what a schema calls sensitive in an object. */
  learn(attributes: Attributes, values: unknown): void {
    if (typeof values !== "object" || values === null || !holdSecrets(attributes)) return;
    eachLeaf(attributes, values as Values, ({ attribute, value }) => {
      if (attribute.rules.sensitive || attribute.rules.writeOnly) this.#add(value);
    });
  }

  #add(value: unknown): void {
    if (typeof value === "object" && value !== null) for (const item of Object.values(value)) this.#add(item);
    if (typeof value !== "number" && typeof value !== "string") return;
    const text = String(value);
    if (text.length < shortestSecretCharacters || this.#texts.has(text)) return;
    this.#texts.add(text).add(JSON.stringify(text).slice(1, -1));
    this.#pattern = undefined;
  }

  /** The text with every known secret masked, also where JSON escaped it. */
  hide(text: string): string {
    if (this.#texts.size === 0) return text;
    this.#pattern ??= anyOf([...this.#texts]);
    let hidden = "";
    let end = 0;
    for (const { index, 1: secret } of text.matchAll(this.#pattern)) {
      // Where two overlap, one mask covers both: the tail of the second is a secret too.
      if (index >= end) hidden += text.slice(end, index) + mask;
      end = Math.max(end, index + secret!.length);
    }
    return hidden + text.slice(end);
  }

  /** A log through which no known secret passes, nor a field named like a sensitive attribute of the schema. */
  guard(log: Logger, attributes: Attributes = {}): Log {
    const names = new Set(sensitiveNames(attributes));
    const at = (level: keyof Log) => (message: string, fields?: LogFields) => {
      if (log.isOn(level)) log[level](this.hide(message), fields && this.#hideFields(fields, names));
    };
    return { trace: at("trace"), debug: at("debug"), info: at("info"), warn: at("warn"), error: at("error") };
  }

  #hideFields(fields: LogFields, names: ReadonlySet<string>): LogFields {
    const hidden = Object.entries(fields).map(
      ([name, value]) => [name, names.has(name) ? mask : this.#hideField(value)] as const,
    );
    return Object.fromEntries(hidden);
  }

  #hideField(value: unknown): unknown {
    if (typeof value === "bigint") return this.hide(String(value));
    if (value instanceof Error) return this.hide(value.stack ?? value.message);
    try {
      const json = JSON.stringify(value) as string | undefined;
      return json === undefined ? undefined : (JSON.parse(this.hide(json)) as unknown);
    } catch {
      // It is a circle, or a number in it is a secret.
      return "(not loggable)";
    }
  }

  /** The problems with every known secret masked. */
  guardProblems({ problems }: Diagnostics): Problem[] {
    return problems.map((problem) => {
      const { code, title, cause, nextStep, attribute, severity } = problem;
      return new Problem({
        code,
        title: this.hide(title),
        cause: cause && this.hide(cause),
        nextStep: nextStep && this.hide(nextStep),
        attribute,
        severity,
      });
    });
  }
}

const withSecrets = new WeakMap<Attributes, boolean>();

/** Whether a schema has anything to hide; most have not. */
function holdSecrets(attributes: Attributes): boolean {
  let found = withSecrets.get(attributes);
  if (found === undefined) {
    found = !sensitiveNames(attributes).next().done;
    withSecrets.set(attributes, found);
  }
  return found;
}

function* sensitiveNames(attributes: Attributes): Generator<string, undefined> {
  for (const [name, { rules, nested }] of Object.entries(attributes)) {
    if (rules.sensitive || rules.writeOnly) yield name;
    if (nested) yield* sensitiveNames(nested.attributes);
  }
}

/**
 * Finds at each place the longest of the texts that begins there, in its first group. It takes up no room itself, so that
 * those which begin within another are found as well.
 */
function anyOf(texts: readonly string[]): RegExp {
  const longestFirst = texts.toSorted((one, other) => other.length - one.length);
  const all = longestFirst.map((text) => text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&")).join("|");
  return new RegExp(`(?=(${all}))`, "g");
}
