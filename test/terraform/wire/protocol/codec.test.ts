import { readFileSync } from "node:fs";
import { join } from "node:path";
import protobuf from "protobufjs";
import { describe, expect, it } from "vitest";
import {
  type AttributePath_Step,
  Diagnostic_Severity,
  decode,
  encode,
  tfplugin6,
} from "../../../../src/terraform/wire/protocol";

/** An independent reader of the same definition. */
const reference = protobuf.loadSync(join("src", "terraform", "wire", "protocol", "tfplugin6.proto"));
const referenceType = (name: string): protobuf.Type => reference.lookupType(`tfplugin6.${name}`);
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");

/** A value for every field of a message, two levels of nesting deep. */
function filled(type: protobuf.Type, depth = 0): Record<string, unknown> {
  const message: Record<string, unknown> = {};
  const taken = new Set<protobuf.OneOf>();
  for (const field of type.fieldsArray) {
    field.resolve();
    if (field.partOf && taken.has(field.partOf)) continue;
    if (field.partOf) taken.add(field.partOf);
    const nested = field.resolvedType instanceof protobuf.Type ? field.resolvedType : undefined;
    if (nested && depth > 3) continue;
    const one = nested ? filled(nested, depth + 1) : scalar(field);
    message[field.name] = field.map ? { a: one, "": one } : field.repeated ? [one, one] : one;
  }
  return message;
}

function scalar(field: protobuf.Field): unknown {
  if (field.resolvedType) return 1;
  if (field.type === "string") return `${field.name} é 😀 ${"x".repeat(200)}`;
  if (field.type === "bytes") return Buffer.from([0, 1, 255]);
  return field.type === "bool" ? true : 70_000;
}

describe("protobuf codec", () => {
  const names: string[] = [];
  const visit = (space: protobuf.NamespaceBase): void => {
    for (const object of space.nestedArray) {
      if (object instanceof protobuf.Type) names.push(object.fullName.replace(".tfplugin6.", ""));
      if (object instanceof protobuf.Namespace) visit(object);
    }
  };
  visit(reference.lookup("tfplugin6") as protobuf.Namespace);

  it.each(names)(
    "%s written by an independent encoder reads back and is written byte for byte alike",
    (name) => {
      const type = referenceType(name);
      const bytes = type.encode(type.create(filled(type))).finish();
      const table = tfplugin6.lookup(name.replaceAll(".", "_"));
      const message = decode(table, bytes);
      const again = encode(table, message as never);
      const plain = (encoded: Uint8Array): unknown => type.toObject(type.decode(encoded), { bytes: String });
      expect(plain(again)).toEqual(plain(bytes));
      expect(again.length).toBe(bytes.length);
    },
  );

  it("keeps a zero in a oneof, because element 0 is not the same as no element", () => {
    const table = tfplugin6.table("AttributePath_Step");
    expect(hex(encode(table, { elementKeyInt: 0 }))).toBe("1800");
    const step: AttributePath_Step = decode(table, encode(table, { elementKeyInt: 0 }));
    expect(step).toEqual({ elementKeyInt: 0 });
    expect("attributeName" in step).toBe(false);
  });

  it("keeps function argument 0 and leaves an absent one undefined", () => {
    const table = tfplugin6.table("FunctionError");
    expect(decode(table, encode(table, { text: "no", functionArgument: 0 })).functionArgument).toBe(0);
    expect(decode(table, encode(table, { text: "no" })).functionArgument).toBeUndefined();
  });

  it("tells absent optional bytes from empty ones, and absent plain bytes are empty", () => {
    const close = tfplugin6.table("CloseEphemeralResource_Request");
    expect(decode(close, encode(close, {})).private).toBeUndefined();
    expect(decode(close, encode(close, { private: new Uint8Array() })).private).toEqual(new Uint8Array());
    expect(decode(tfplugin6.table("ReadResource_Request"), new Uint8Array()).private).toEqual(
      new Uint8Array(),
    );
  });

  it("leaves absent messages undefined and absent lists and maps empty", () => {
    const response = decode(tfplugin6.table("GetProviderSchema_Response"), new Uint8Array());
    expect(response.provider).toBeUndefined();
    expect(response.diagnostics).toEqual([]);
    expect(response.resourceSchemas).toEqual({});
  });

  it("writes an empty message that is set, because a schema needs its block", () => {
    expect(hex(encode(tfplugin6.table("Schema"), { block: {} }))).toBe("1200");
  });

  it.each([
    [Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
    [-5, -5],
    [2n ** 53n + 1n, 2n ** 53n + 1n],
    [2n ** 63n - 1n, 2n ** 63n - 1n],
    [-(2n ** 63n), -(2n ** 63n)],
    [12n, 12],
  ])("reads the 64-bit integer %s exactly, as a number when that is safe", (given, wanted) => {
    const table = tfplugin6.table("ListResource_Request");
    expect(decode(table, encode(table, { limit: given })).limit).toBe(wanted);
  });

  it("skips fields of a newer protocol", () => {
    const bytes = Buffer.concat([
      encode(tfplugin6.table("Diagnostic"), { severity: Diagnostic_Severity.ERROR, summary: "s" }),
      Buffer.from([0xfa, 0x07, 2, 1, 2, 0xf0, 0x07, 5]),
    ]);
    expect(decode(tfplugin6.table("Diagnostic"), bytes)).toEqual({ severity: 1, summary: "s", detail: "" });
  });

  it("keeps a map key that JavaScript treats specially", () => {
    const table = tfplugin6.table("RawState");
    const flatmap = JSON.parse('{"__proto__":"x"}') as Record<string, string>;
    expect(Object.keys(decode(table, encode(table, { flatmap })).flatmap)).toEqual(["__proto__"]);
  });

  it.each([
    ["cut short", "12ff"],
    ["of another wire type", "0a05"],
    ["longer than its parent", "0a020a05"],
    ["with a field number of zero", "0000"],
  ])("refuses bytes that are %s and names the message", (_, text) => {
    expect(() => decode(tfplugin6.table("Diagnostic"), Buffer.from(text, "hex"))).toThrow(
      /^Cannot decode Diagnostic: /,
    );
  });

  it("refuses a value that does not fit and names the message", () => {
    expect(() => encode(tfplugin6.table("Schema"), { version: 1.5 })).toThrow(/^Cannot encode Schema: /);
  });

  it("refuses to look up a message that is not in the definition", () => {
    expect(() => tfplugin6.lookup("toString")).toThrow("no message toString");
  });

  it("the generated files say what the definitions say", async () => {
    const { generateProtocol } = await import("../../../../tools/generate-protocol");
    for (const [path, text] of generateProtocol()) expect(readFileSync(path, "utf8")).toBe(text);
  });
});
