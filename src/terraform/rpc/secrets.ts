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
  readonly #values = new Set<string>();

  /** Notes what a schema calls sensitive in an object. */
  learn(attributes: Attributes, values: unknown): void {
    if (typeof values !== "object" || values === null || !holdSecrets(attributes)) return;
    eachLeaf(attributes, values as Values, ({ attribute, value }) => {
      if (attribute.rules.sensitive || attribute.rules.writeOnly) this.#add(value);
    });
  }

  #add(value: unknown): void {
    if (typeof value === "object" && value !== null) for (const item of Object.values(value)) this.#add(item);
    const text = typeof value === "number" || typeof value === "string" ? String(value) : "";
    if (text.length >= shortestSecretCharacters) this.#values.add(text);
  }

  /** The text with every known secret masked, also where JSON escaped it. */
  hide(text: string): string {
    let hidden = text;
    for (const value of this.#values) {
      hidden = hidden.replaceAll(value, mask);
      const escaped = JSON.stringify(value).slice(1, -1);
      if (escaped !== value) hidden = hidden.replaceAll(escaped, mask);
    }
    return hidden;
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
    if (typeof value === "string") return this.hide(value);
    if (value instanceof Error) return this.hide(value.stack ?? value.message);
    if (typeof value !== "object" || value === null) return value;
    try {
      return JSON.parse(this.hide(JSON.stringify(value))) as unknown;
    } catch {
      return "(not loggable)";
    }
  }

  /** The problems with every known secret masked. */
  guardProblems({ problems }: Diagnostics): Problem[] {
    if (this.#values.size === 0 || problems.length === 0) return [...problems];
    return problems.map((problem) => {
      const { code, title, cause, nextStep, attribute, severity } = problem;
      return new Problem({
        ...(code === undefined ? {} : { code }),
        title: this.hide(title),
        ...(cause === undefined ? {} : { cause: this.hide(cause) }),
        ...(nextStep === undefined ? {} : { nextStep: this.hide(nextStep) }),
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
    found = sensitiveNames(attributes).length > 0;
    withSecrets.set(attributes, found);
  }
  return found;
}

function sensitiveNames(attributes: Attributes): string[] {
  return Object.entries(attributes).flatMap(([name, { rules, nested }]) => [
    ...(rules.sensitive || rules.writeOnly ? [name] : []),
    ...(nested ? sensitiveNames(nested.attributes) : []),
  ]);
}
