import { type Diagnostics, isUnknown } from "../../terraform";
import { inputProblems } from "../problems/inputs";

/** Refuses a configuration that sets none or several of these attributes. */
export function exactlyOne<Name extends string>(
  config: { readonly [N in Name]: unknown },
  names: readonly [Name, Name],
  diagnostics: Diagnostics,
): void {
  if (names.some((name) => isUnknown(config[name]))) return;
  const set = names.filter((name) => config[name] !== null);
  if (set.length === 1) return;
  const make = set.length === 0 ? inputProblems.neither_set : inputProblems.both_set;
  diagnostics.add(make({ names: names.join(" or ") }));
}

/** Refuses a configuration that sets none of these attributes; both may be set when they say the same. */
export function atLeastOne<Name extends string>(
  config: { readonly [N in Name]: unknown },
  names: readonly [Name, Name],
  diagnostics: Diagnostics,
): void {
  if (names.every((name) => config[name] === null))
    diagnostics.add(inputProblems.neither_set({ names: names.join(" or ") }));
}
