import { dynamicShape } from "./dynamic";
import { canonicalDecimal } from "./number";
import type { Shape } from "./type";
import { typeJson } from "./type-json";
import { isUnknown } from "./unknown";

/** Whether two values are the same to Terraform: sets without order, texts after NFC, decimals by amount. */
export function same(shape: Shape, one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (one === null || other === null || isUnknown(one) || isUnknown(other)) return false;
  return fingerprint(shape, one) === fingerprint(shape, other);
}

/** A text that two values of a shape share exactly when they are the same to Terraform. */
export function fingerprint(shape: Shape, value: unknown): string {
  if (value === null || value === undefined) return "null";
  if (isUnknown(value)) return "?";
  switch (shape.kind) {
    case "string":
      return JSON.stringify(String(value).normalize("NFC"));
    case "decimal":
      return canonicalDecimal(String(value)) ?? String(value);
    case "list":
      return `[${(value as unknown[]).map((item) => fingerprint(shape.element, item)).join()}]`;
    case "tuple":
      return `[${shape.elements.map((element, index) => fingerprint(element, (value as unknown[])[index])).join()}]`;
    case "set": {
      const items = (value as unknown[]).map((item) => fingerprint(shape.element, item));
      return `[${[...new Set(items)].sort().join()}]`;
    }
    case "map": {
      const entries = Object.entries(value as object).map(
        ([key, item]) => `${JSON.stringify(key.normalize("NFC"))}:${fingerprint(shape.element, item)}`,
      );
      return `{${entries.sort().join()}}`;
    }
    case "object": {
      const fields = value as Record<string, unknown>;
      return `{${Object.entries(shape.fields).map(([name, field]) => fingerprint(field, fields[name]))}}`;
    }
    case "dynamic": {
      const inner = dynamicShape(value);
      return inner ? `${JSON.stringify(typeJson(inner))}=${fingerprint(inner, value)}` : "not a value";
    }
    default:
      return String(value);
  }
}
