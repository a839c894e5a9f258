/** What somebody else's validator says of a report, by the schema that is published. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv2020 from "ajv/dist/2020";

const schema = JSON.parse(
  readFileSync(join(__dirname, "..", "..", "docs", "schemas", "plan.schema.json"), "utf8"),
) as object;
const validate = new Ajv2020({ strict: true, allErrors: true }).compile(schema);

/** Each place that does not fit, with the reason. */
export function misfits(report: unknown): string[] {
  if (validate(report)) return [];
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}
