/** Finds what looks like a key in a file, whatever it stands under. The value itself is never repeated. */
import type { Problems } from "../files/problems";
import { isSecretSetting, pumbleKey, secretIn } from "../files/secret-look";
import type { Mark, Written } from "../files/written";

/** Reports every value of a file that looks like a key. */
export function findSecrets({ data, mark }: Written, problems: Problems): void {
  walk(data, mark, [], problems);
}

function walk(value: unknown, mark: Mark, path: readonly string[], problems: Problems): void {
  if (typeof value === "string") checkText(value, mark, path, problems);
  if (typeof value !== "object" || value === null) return;
  for (const [name, inner] of mark.entries) {
    const kind = secretIn(name);
    if (kind !== null) problems.secret(inner.key, `A key holds ${kind}`, nextStep(path, kind));
    walk((value as Record<string, unknown>)[name], inner, [...path, name], problems);
  }
}

function checkText(text: string, mark: Mark, path: readonly string[], problems: Problems): void {
  const isSecret = isBackend(path) || isInput(path) ? isSecretSetting(path.at(-1)!, text) : false;
  const kind = secretIn(text) ?? (isSecret ? "a secret" : null);
  if (kind === null) return;
  problems.secret(mark.value, `${JSON.stringify(path.at(-1) ?? "")} holds ${kind}`, nextStep(path, kind));
}

function isBackend([section, , setting]: readonly string[]): boolean {
  return section === "backend" || (section === "environments" && setting === "backend");
}

/** Whether it is in what a script gets, of a channel or of the template. */
function isInput([section, ...inside]: readonly string[]): boolean {
  const [kind, , setting] = section === "channels" ? inside.slice(1) : inside;
  return kind === "scripts" && setting === "input";
}

function nextStep(path: readonly string[], kind: string): string {
  if (isBackend(path)) {
    return "Whoever reads the file could use it. Revoke it, and give the backend its key by its environment variable, such as AWS_SECRET_ACCESS_KEY.";
  }
  const isEnvironment = path[0] === "environments";
  if (kind !== pumbleKey && !isEnvironment) {
    return "Whoever reads the file could use it. Revoke it, and take it out of the file.";
  }
  const name = isEnvironment
    ? `PUMBLE_${(path[1] ?? "staging").replace(/\W/g, "_").toUpperCase()}_KEY`
    : "PUMBLE_API_KEY";
  const how = isEnvironment
    ? `write the variable's name here: api_key: ${name}`
    : `keep it in the variable ${name}`;
  return `Whoever reads the file could use it. Revoke it, and ${how}.`;
}
