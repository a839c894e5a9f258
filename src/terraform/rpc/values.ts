import type { Call } from "../define/call";
import { ownProblems } from "../own-problems";
import { withDefaults } from "../plan/settle-state";
import type { Attributes } from "../schema/attribute";
import { objectShape } from "../schema/object-shape";
import type { Values } from "../schema/walk";
import { pathText, type ValueIssue } from "../values/issue";
import { pack, unpack } from "../values/msgpack";
import { readState } from "../values/state-json";
import type { Shape } from "../values/type";
import type { DynamicValue } from "../wire/protocol";
import { type Session, Stopped, type TypedAbout } from "./session";

const nothing = new Uint8Array(0);
/** The null of any type. */
export const nullValue = { msgpack: Uint8Array.of(0xc0), json: nothing };

/** Reads an object that Terraform sent and learns its secrets. Values that this provider cannot hold stop the call. */
export function readObject(
  session: Session,
  attributes: Attributes,
  wire: DynamicValue | undefined,
  call: Call,
): Values | null {
  const issues: ValueIssue[] = [];
  const value = readAny(objectShape(attributes), wire, issues) as Values | null;
  session.secrets.learn(attributes, value);
  refuseInput(issues, call);
  return value;
}

/** As `readObject`, where null cannot be. */
export function readPresent(
  session: Session,
  attributes: Attributes,
  wire: DynamicValue | undefined,
  call: Call,
): Values {
  const value = readObject(session, attributes, wire, call);
  return value ?? Object.fromEntries(Object.keys(attributes).map((name) => [name, null]));
}

/** A configuration that no plan has filled in: where it is null, the schema's defaults stand. */
export function readConfig(
  session: Session,
  attributes: Attributes,
  wire: DynamicValue | undefined,
  call: Call,
): Values {
  return withDefaults(attributes, readPresent(session, attributes, wire, call));
}

/** Reads a value of any shape. */
export function readAny(shape: Shape, wire: DynamicValue | undefined, issues: ValueIssue[]): unknown {
  if (!wire) return null;
  if (wire.msgpack.length === 0 && wire.json.length > 0) return readState(shape, wire.json, issues);
  return unpack(shape, wire.msgpack, issues);
}

/** Makes problems of what does not fit in something that came from outside, and stops if there are any. */
export function refuseInput(issues: readonly ValueIssue[], call: Call): void {
  for (const { path, text } of issues) {
    const name = pathText(path);
    const values = { name: name || "the object", fault: `${name || "The value"} ${text}.` };
    call.diagnostics.add(ownProblems.invalid_value(values, path));
  }
  if (issues.length > 0) throw new Stopped();
}

/** What an object is written for. */
export interface Writing {
  readonly about: TypedAbout;
  readonly call: Call;
  /** Only a plan may hold unknown values. Default refused. */
  readonly unknown?: "allowed";
}

/** Writes an object for Terraform. What an author got wrong is a problem, and null in its place. */
export function writeObject(
  session: Session,
  attributes: Attributes,
  value: Values | null,
  { about, call, unknown }: Writing,
): DynamicValue {
  session.secrets.learn(attributes, value);
  const issues: ValueIssue[] = [];
  const msgpack = pack(objectShape(attributes), value, { issues, unknown });
  blameProvider(issues, about, call);
  return { msgpack, json: nothing };
}

/** Makes one problem of what the provider itself got wrong, so that one slip does not fill a screen. */
export function blameProvider(issues: readonly ValueIssue[], about: TypedAbout, call: Call): void {
  const [first] = issues;
  if (!first) return;
  const found = issues.map(({ path, text }) => `${pathText(path) || "the object"} ${text}`);
  const what =
    issues.length === 1 ? `a wrong value for ${pathText(first.path) || "the object"}` : "wrong values";
  const values = { type: about.type, what, rpc: about.rpc, faults: found.join("; ") };
  call.diagnostics.add(ownProblems.returned_wrong(values, first.path));
}
