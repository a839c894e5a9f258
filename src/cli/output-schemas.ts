/** Where the JSON Schema of what a command prints is published. */

/** Commands that print the same report. */
const reporting = ["plan", "apply", "destroy", "drift", "preview"];

/** @returns path in the package; null for a command whose output is no data */
export function schemaFileOf(command: string): string {
  if (reporting.includes(command)) return "docs/schemas/plan.schema.json";
  return `docs/schemas/output/${command.replaceAll(" ", "-")}.schema.json`;
}
