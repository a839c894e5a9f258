import { type Diagnostics, isUnknown } from "../../terraform";

/** Refuses a configuration that sets none or several of these attributes. */
export function exactlyOne<Name extends string>(
  config: { readonly [N in Name]: unknown },
  names: readonly [Name, Name],
  diagnostics: Diagnostics,
): void {
  if (names.some((name) => isUnknown(config[name]))) return;
  const set = names.filter((name) => config[name] !== null);
  if (set.length === 1) return;
  diagnostics.error({
    title: `Give either ${names.join(" or ")}`,
    cause: set.length === 0 ? "Neither of them is set." : "Both of them are set.",
    nextStep: set.length === 0 ? "Set one of them." : "Remove one of them.",
  });
}
