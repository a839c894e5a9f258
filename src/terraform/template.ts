/**
 * Text as a Terraform template that means just that text. Terraform reads every string of its configuration, in JSON as
 * in HCL, as a template: `${` and `%{` are doubled where they are only text. What stands before them does not matter:
 * `$${` becomes `$$${`, which Terraform reads as `$${`.
 * @see https://developer.hashicorp.com/terraform/language/expressions/strings#escape-sequences-1
 */
export function escapeTemplate(text: string): string {
  return text.replace(/[$%](?=\{)/g, "$&$&");
}

/** JSON has two short escapes that HCL lacks. */
const notInHcl: Readonly<Record<string, string>> = { "\\b": "\\u0008", "\\f": "\\u000c" };

/** Text as the inside of a quoted HCL string. Template signs are left as they are. */
export function hclCharacters(text: string): string {
  return JSON.stringify(text)
    .slice(1, -1)
    .replace(/\\[\s\S]/g, (sequence) => notInHcl[sequence] ?? sequence);
}

/** Text as a quoted HCL string that means just that text. */
export function hclString(text: string): string {
  return `"${hclCharacters(escapeTemplate(text))}"`;
}

/** A path as an argument of a program, which would take one that begins with `-` for an option. */
export function pathArgument(path: string): string {
  return path.startsWith("-") ? `./${path}` : path;
}
