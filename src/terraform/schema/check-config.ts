import { ownProblems } from "../own-problems";
import type { Diagnostics } from "../problem";
import { pathText } from "../values/issue";
import { isWhollyKnown } from "../values/unknown";
import type { Attributes, Validator } from "./attribute";
import { waitsForPlan } from "./validators";
import { eachLeaf, type Leaf, type Values } from "./walk";

/**
 * When a configuration is looked at. `validation`: what a person wrote, as far as it is known. `plan`: the formats of
 * what other objects gave, after a validation of the same values. `run`: everything, for Terraform validates some kinds
 * of object only while their variables and references are unknown.
 */
export type Phase = "validation" | "plan" | "run";

/** Where problems go, and whether this Terraform knows write-only attributes. */
interface Options {
  readonly diagnostics: Diagnostics;
  readonly phase: Phase;
  /** Default true. */
  readonly writeOnlyAllowed?: boolean | undefined;
}

/** Checks a configuration against its schema: what Terraform itself leaves to the provider, and the validators. */
export function validateConfig(attributes: Attributes, config: Values, options: Options): void {
  eachLeaf(attributes, config, (leaf) => checkLeaf(leaf, options));
}

function checkLeaf(leaf: Leaf, { diagnostics, phase, writeOnlyAllowed = true }: Options): void {
  const { attribute, value } = leaf;
  const { mode, rules } = attribute;
  if (phase === "plan") {
    if (value !== null) runValidators(leaf, phase, diagnostics);
    return;
  }
  if (value === null) {
    if (mode === "required")
      diagnostics.add(ownProblems.required_missing({ name: pathText(leaf.path) }, leaf.path));
    return;
  }
  if (mode === "computed") {
    diagnostics.add(ownProblems.not_configurable({ name: pathText(leaf.path) }, leaf.path));
    return;
  }
  if (rules.writeOnly && !writeOnlyAllowed) {
    diagnostics.add(ownProblems.write_only_unsupported({ name: pathText(leaf.path) }, leaf.path));
  }
  if (rules.deprecated && phase === "validation") {
    const values = { name: pathText(leaf.path), advice: rules.deprecated };
    diagnostics.add(ownProblems.deprecated(values, leaf.path));
  }
  runValidators(leaf, phase, diagnostics);
}

/** Whether it is, or holds, a text of nothing: no test mocks that, so it need not wait for the plan. */
function isEmpty(value: unknown): boolean {
  return value === "" || (Array.isArray(value) && value.includes(""));
}

function runValidators(leaf: Leaf, phase: Phase, diagnostics: Diagnostics): void {
  const { attribute, value } = leaf;
  const { rules } = attribute;
  const due = rules.validate.filter(
    (each) =>
      phase === "run" ||
      waitsForPlan(each) === (phase === "plan") ||
      (phase === "validation" && isEmpty(value)),
  );
  if (due.length === 0 || !isWhollyKnown(value)) return;
  const { path } = leaf;
  const name = pathText(path);
  for (const validator of due) {
    for (const message of messages(validator, value)) {
      const text = rules.sensitive || rules.writeOnly ? withoutValue(message, value) : message;
      diagnostics.add(ownProblems.invalid_value({ name, fault: sentence(name, text) }, path));
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
