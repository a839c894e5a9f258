import type { Parameter, ProviderFunction } from "../define/function";
import { ownProblems } from "../own-problems";
import type { Problem } from "../problem";
import { pathText, type ValueIssue } from "../values/issue";
import { pack } from "../values/msgpack";
import type {
  CallFunction_Request,
  CallFunction_Response,
  Draft,
  DynamicValue,
  FunctionError,
  WireCall,
} from "../wire/protocol";
import { unknownType } from "./catalog";
import { functionToWire } from "./function-to-wire";
import type { Session } from "./session";
import { readAny } from "./values";

/** OpenTofu asks for functions here; Terraform reads them from the schema. */
export function getFunctions(session: Session, wire: WireCall) {
  return session.answer({ rpc: "GetFunctions" }, wire, {}, async () => ({
    functions: Object.fromEntries(
      session.provider.functions.map((each) => [each.name, functionToWire(each)]),
    ),
  }));
}

/** Functions have no diagnostics: one error text, perhaps with the argument at fault. */
export async function callFunction(
  session: Session,
  request: CallFunction_Request,
  wire: WireCall,
): Promise<Draft<CallFunction_Response>> {
  const about = { rpc: "CallFunction", type: request.name };
  const call = session.begin(about, wire);
  const definition = session.provider.functions.find(({ name }) => name === request.name);
  let reply: Draft<CallFunction_Response>;
  try {
    if (!definition) throw unknownType(session, `function ${request.name}`);
    reply = { result: await run(definition, request.arguments) };
  } catch (error) {
    session.note(error, about, call);
    // `note` keeps silent about nothing but a call that was stopped with its problems noted.
    const problem = call.diagnostics.problems[0]!;
    const text = session.secrets.hide([problem.title, problem.detail].filter(Boolean).join("\n\n"));
    reply = { error: functionError(text, problem, Object.keys(definition?.parameters ?? {})) };
  }
  session.finish(about, call);
  return reply;
}

async function run(definition: ProviderFunction, given: readonly DynamicValue[]): Promise<DynamicValue> {
  const fixed = Object.entries(definition.parameters);
  const named: Record<string, unknown> = {};
  const more: unknown[] = [];
  given.forEach((wire, index) => {
    const [name, parameter] = fixed[index] ?? [definition.variadic?.name ?? "more", definition.variadic];
    if (!parameter) return;
    const value = readArgument(name, parameter, wire);
    if (index < fixed.length) named[name] = value;
    else more.push(value);
  });
  const result = (await definition.call(named, ...more)) ?? null;
  const issues: ValueIssue[] = [];
  const msgpack = pack(definition.returns.shape, result, { issues, unknown: "allowed" });
  for (const { path, text } of issues) {
    throw ownProblems.function_returned_wrong({ fault: [pathText(path), text].filter(Boolean).join(" ") });
  }
  return { msgpack, json: new Uint8Array(0) };
}

function readArgument(name: string, parameter: Parameter, wire: DynamicValue): unknown {
  const issues: ValueIssue[] = [];
  const value = readAny(parameter.type.shape, wire, issues);
  for (const { path, text } of issues) {
    const at = pathText([name, ...path]);
    throw ownProblems.invalid_value({ name: at, fault: `${at} ${text}.` }, name);
  }
  return value;
}

function functionError(text: string, problem: Problem, names: readonly string[]): Draft<FunctionError> {
  const index = names.indexOf(String(problem.attribute[0]));
  // Terraform and OpenTofu put a full stop behind it.
  const open = text.replace(/\.$/, "");
  return index < 0 ? { text: open } : { text: open, functionArgument: index };
}
