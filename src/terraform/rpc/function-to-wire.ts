import type { Parameter, ProviderFunction } from "../define/function";
import type { Draft, Function_Parameter, Function as WireFunction } from "../wire/protocol";
import { typeBytes } from "./schema-to-wire";
import { markdown } from "./wire-constants";

/** A function's signature as Terraform reads it. */
export function functionToWire(definition: ProviderFunction): Draft<WireFunction> {
  const { parameters, variadic, returns, summary, description, deprecated } = definition;
  return {
    parameters: Object.entries(parameters).map(([name, parameter]) => parameterToWire(name, parameter)),
    ...(variadic ? { variadicParameter: parameterToWire(variadic.name ?? "more", variadic) } : {}),
    return: { type: typeBytes(returns.shape) },
    summary,
    description,
    descriptionKind: markdown,
    deprecationMessage: deprecated ?? "",
  };
}

function parameterToWire(name: string, parameter: Parameter): Draft<Function_Parameter> {
  return {
    name,
    type: typeBytes(parameter.type.shape),
    allowNullValue: parameter.allowNull ?? false,
    allowUnknownValues: parameter.allowUnknown ?? false,
    description: parameter.description,
    descriptionKind: markdown,
  };
}
