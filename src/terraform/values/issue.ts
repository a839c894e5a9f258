/** Where in a value something lies: attribute names, list indices, map keys. */
export type Path = readonly (string | number)[];

/** Something wrong with a value; `text` continues a sentence that starts with the place. */
export interface ValueIssue {
  readonly path: Path;
  readonly text: string;
}

/** `rules[0].name`, for people. */
export function pathText(path: Path): string {
  return path
    .map((step, index) => (typeof step === "number" ? `[${step}]` : index === 0 ? step : `.${step}`))
    .join("");
}
