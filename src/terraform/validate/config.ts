import { type Leaf, leaves, type Values } from "../plan/walk";
import type { Diagnostics } from "../problem";
import type { AttributeRules, Attributes, Validator } from "../schema/attribute";
import { isUnknown, isWhollyKnown } from "../unknown";
import { pathText } from "../values/issue";

/** Checks a configuration against its schema: what Terraform itself leaves to the provider, and the validators. */
export function validateConfig(
  attributes: Attributes,
  config: Values,
  options: { diagnostics: Diagnostics; writeOnlyAllowed: boolean },
): void {
  for (const leaf of leaves(attributes, config)) checkLeaf(leaf, options);
}

function checkLeaf(
  { attribute, path, value }: Leaf,
  { diagnostics, writeOnlyAllowed }: { diagnostics: Diagnostics; writeOnlyAllowed: boolean },
): void {
  const { mode, rules } = attribute;
  const name = pathText(path);
  if (value === null) {
    if (mode === "required") {
      diagnostics.error({
        title: `${name} is required`,
        cause: `The configuration sets ${name} to null, but it needs a value.`,
        nextStep: `Give ${name} a value.`,
        attribute: path,
      });
    }
    return;
  }
  if (mode === "computed") {
    diagnostics.error({
      title: `${name} cannot be configured`,
      cause: `The provider sets ${name}; the configuration cannot.`,
      nextStep: `Remove ${name} from the configuration.`,
      attribute: path,
    });
    return;
  }
  if (rules.writeOnly && !writeOnlyAllowed) {
    diagnostics.error({
      title: `${name} needs Terraform 1.11 or later`,
      cause: `${name} is a write-only attribute, which this version of Terraform does not support.`,
      nextStep: "Use Terraform or OpenTofu 1.11 or later, or leave the attribute out.",
      attribute: path,
    });
  }
  if (rules.deprecated) {
    diagnostics.warn({ title: `${name} is deprecated`, cause: rules.deprecated, attribute: path });
  }
  if (!isUnknown(value) && isWhollyKnown(value)) runValidators({ rules, name, path, value }, diagnostics);
}

interface Subject {
  readonly rules: AttributeRules;
  readonly name: string;
  readonly path: Leaf["path"];
  readonly value: unknown;
}

function runValidators({ rules, name, path, value }: Subject, diagnostics: Diagnostics): void {
  for (const validator of rules.validate) {
    for (const message of messages(validator, value)) {
      const text = rules.sensitive || rules.writeOnly ? withoutValue(message, value) : message;
      diagnostics.error({ title: `Invalid value for ${name}`, cause: sentence(name, text), attribute: path });
    }
  }
}

function messages(validator: Validator<unknown>, value: unknown): readonly string[] {
  if (typeof validator === "function") {
    const message = validator(value);
    return message === undefined ? [] : [message];
  }
  const result = validator.safeParse(value);
  return result.success ? [] : (result.error?.issues.map((issue) => issue.message) ?? ["has a wrong value"]);
}

/** "must be …" follows the name; a whole sentence stands alone. */
function sentence(name: string, message: string): string {
  const text = /^\p{Ll}/u.test(message) ? `${name} ${message}` : message;
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

/** A validator may quote what it got; a secret is not repeated. */
function withoutValue(message: string, value: unknown): string {
  const quoted = JSON.stringify(value);
  const plain = String(value);
  const masked = message.replaceAll(quoted, "(sensitive)");
  return plain === "" ? masked : masked.replaceAll(plain, "(sensitive)");
}
