import { addressable } from "../plan/replacement";
import type { Problem } from "../problem";
import type { Attributes } from "../schema/attribute";
import { objectShape } from "../schema/object-shape";
import { type Path, pathText } from "../values/issue";
import type { Shape } from "../values/type";
import type { AttributePath, AttributePath_Step, Diagnostic, Draft } from "../wire/protocol";
import { severities } from "./wire-constants";

/** A problem as Terraform shows it. A nested attribute is named in the text: Terraform only marks the resource. */
export function toDiagnostic(problem: Problem, attributes: Attributes | undefined): Draft<Diagnostic> {
  const { title, detail, attribute: path, severity } = problem;
  const named = path.length > 1 && !`${title} ${detail}`.includes(pathText(path));
  const text = named ? [detail, `Attribute: ${pathText(path)}`].filter(Boolean).join("\n\n") : detail;
  return {
    severity: severities[severity],
    summary: title,
    detail: text,
    ...(attributes && path.length > 0 ? { attribute: toAttributePath(attributes, path) } : {}),
  };
}

/** A path in the protocol's steps. It ends early where the protocol has no address: in sets and dynamic values. */
export function toAttributePath(attributes: Attributes, path: Path): Draft<AttributePath> {
  const steps: Draft<AttributePath_Step>[] = [];
  let shape = objectShape(attributes);
  for (const step of addressable(attributes, path)) {
    const next = stepInto(shape, step);
    if (!next) break;
    steps.push(next.step);
    shape = next.shape;
  }
  return { steps };
}

function stepInto(
  shape: Shape,
  step: string | number,
): { step: Draft<AttributePath_Step>; shape: Shape } | undefined {
  if (shape.kind === "object" && Object.hasOwn(shape.fields, step)) {
    return { step: { attributeName: String(step) }, shape: shape.fields[step]! };
  }
  if (shape.kind === "map") return { step: { elementKeyString: String(step) }, shape: shape.element };
  if (shape.kind === "list" && typeof step === "number") {
    return { step: { elementKeyInt: step }, shape: shape.element };
  }
  return undefined;
}
