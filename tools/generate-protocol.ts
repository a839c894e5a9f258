/**
 * Writes `src/terraform/wire/protocol/generated/*.ts` from the `.proto` files beside it: TypeScript interfaces, and one line
 * of text per message that the codec reads on first use.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import protobuf from "protobufjs";

const folder = join("src", "terraform", "wire", "protocol");

/** Definition → what the generated exports are called after. */
const definitions = ["tfplugin6", "plugin", "health"] as const;

/** The scalar kinds in use, and what they are in TypeScript. */
const scalars: Record<string, string> = {
  string: "string",
  bytes: "Uint8Array",
  bool: "boolean",
  int64: "Int64",
  int32: "number",
  uint32: "number",
};

const camel = (name: string): string =>
  name.charAt(0).toLowerCase() + name.slice(1).replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());

/** `Schema.Attribute` of package tfplugin6 → `Schema_Attribute`. */
function flatName(object: protobuf.ReflectionObject, packageName: string): string {
  const full = object.fullName.replace(/^\./, "");
  const own = full.startsWith(`${packageName}.`)
    ? full.slice(packageName.length + 1)
    : full.split(".").pop()!;
  return own.replaceAll(".", "_");
}

interface Found {
  packageName: string;
  enums: protobuf.Enum[];
  messages: protobuf.Type[];
  services: protobuf.Service[];
}

/** Everything a definition declares, outer before inner, then the well-known types that it uses. */
function collect(name: string): Found {
  const root = new protobuf.Root();
  const source = readFileSync(join(folder, `${name}.proto`), "utf8");
  const parsed = protobuf.parse(source, root, { keepCase: true });
  for (const file of parsed.imports ?? []) root.addJSON(protobuf.common.get(file)!.nested!);
  root.resolveAll();
  const found: Found = { packageName: parsed.package!, enums: [], messages: [], services: [] };
  const visit = (object: protobuf.ReflectionObject): void => {
    if (object instanceof protobuf.Enum) found.enums.push(object);
    if (object instanceof protobuf.Type) found.messages.push(object);
    if (object instanceof protobuf.Service) found.services.push(object);
    else if (object instanceof protobuf.Namespace) for (const inner of object.nestedArray) visit(inner);
  };
  visit(root.lookup(found.packageName)!);
  const wellKnown = root.lookup("google.protobuf");
  if (wellKnown) visit(wellKnown);
  return withoutTwins(found);
}

/** Drops a well-known type whose name the definition has too (`Empty`); they must then be the same on the wire. */
function withoutTwins(found: Found): Found {
  const seen = new Map<string, protobuf.Type>();
  for (const message of found.messages) {
    const name = flatName(message, found.packageName);
    const twin = seen.get(name);
    if (twin && (twin.fieldsArray.length > 0 || message.fieldsArray.length > 0)) {
      throw new Error(`Two different messages would be called ${name}: rename one in the .proto file.`);
    }
    if (!twin) seen.set(name, message);
  }
  return { ...found, messages: [...seen.values()] };
}

function isPresent(field: protobuf.Field): boolean {
  return field.partOf !== null || field.options?.["proto3_optional"] === true;
}

/** One field as `{ spec, type }`: the codec's text and the TypeScript member. */
function describeField(field: protobuf.Field, packageName: string): { spec: string; member: string } {
  const target = field.resolvedType;
  const isMessage = target instanceof protobuf.Type;
  const name = camel(field.name);
  const kind = isMessage ? flatName(target, packageName) : target ? "int32" : field.type;
  const scalar = scalars[field.type];
  if (!target && !scalar) throw new Error(`${field.fullName}: the codec has no ${field.type}.`);
  if (field.repeated && !isMessage && scalar !== "string" && scalar !== "Uint8Array") {
    throw new Error(`${field.fullName}: the codec has no packed lists.`);
  }
  const type = target ? flatName(target, packageName) : scalar!;
  if (field.map)
    return { spec: `${field.id} ${name} map ${kind}`, member: `${name}: Record<string, ${type}>` };
  if (field.repeated) return { spec: `${field.id} ${name} list ${kind}`, member: `${name}: ${type}[]` };
  if (isMessage) return { spec: `${field.id} ${name} ${kind}`, member: `${name}?: ${type} | undefined` };
  if (isPresent(field)) {
    return { spec: `${field.id} ${name} optional ${kind}`, member: `${name}?: ${type} | undefined` };
  }
  return { spec: `${field.id} ${name} ${kind}`, member: `${name}: ${type}` };
}

function printEnum(object: protobuf.Enum, packageName: string): string {
  const name = flatName(object, packageName);
  const values = Object.entries(object.values).map(([key, value]) => `  ${key}: ${value},`);
  return [
    `/** Enum \`${object.fullName.slice(1)}\`. A newer peer may send a number that is not listed. */`,
    `export const ${name} = {`,
    ...values,
    "} as const;",
    `export type ${name} = (typeof ${name})[keyof typeof ${name}];`,
  ].join("\n");
}

function printMessage(message: protobuf.Type, packageName: string): string {
  const name = flatName(message, packageName);
  const doc = `/** Message \`${message.fullName.slice(1)}\`. */`;
  const members = message.fieldsArray.map((field) => `  ${describeField(field, packageName).member};`);
  if (members.length === 0) return `${doc}\nexport type ${name} = Record<string, never>;`;
  return [doc, `export interface ${name} {`, ...members, "}"].join("\n");
}

function printTables(found: Found, constant: string): string {
  const names = found.messages.map((message) => flatName(message, found.packageName));
  const specs = found.messages.map((message) => {
    const fields = message.fieldsArray.map((field) => describeField(field, found.packageName).spec);
    return `  ${flatName(message, found.packageName)}: ${JSON.stringify(fields.join(", "))},`;
  });
  return [
    "/** Every message of this definition by name. */",
    "export interface Messages {",
    ...names.map((name) => `  ${name}: ${name};`),
    "}",
    "",
    `/** Tables for \`encode\` and \`decode\`: \`${constant}.table("${names[0]}")\`. */`,
    `export const ${constant} = new MessageSet<Messages>({`,
    ...specs,
    "});",
  ].join("\n");
}

function printService(service: protobuf.Service, packageName: string, constant: string): string {
  const flat = (type: protobuf.Type | null): string => flatName(type!, packageName);
  const methods = service.methodsArray.map((method) => {
    method.resolve();
    const request = flat(method.resolvedRequestType);
    const response = flat(method.resolvedResponseType);
    const takes = method.requestStream ? `requests: AsyncIterable<${request}>` : `request: ${request}`;
    const gives = method.responseStream ? `AsyncIterable<Draft<${response}>>` : `Promise<Draft<${response}>>`;
    const requestSpec = `${method.requestStream ? "stream " : ""}${request}`;
    const responseSpec = `${method.responseStream ? "stream " : ""}${response}`;
    return {
      member: `  ${camel(method.name)}?(${takes}, call: WireCall): ${gives};`,
      spec: `  ${method.name}: "${requestSpec} -> ${responseSpec}",`,
    };
  });
  const label = service.name.replace(/^GRPC/, "");
  return [
    `/** Answers service \`${service.fullName.slice(1)}\`. A method that is left out is answered UNIMPLEMENTED. */`,
    `export interface ${label}Server {`,
    ...methods.map((method) => method.member),
    "}",
    "",
    `/** Service \`${service.fullName.slice(1)}\` for the gRPC server. */`,
    `export const ${camel(label)}Service = new ServiceTable<${label}Server>("${service.fullName.slice(1)}", ${constant}, {`,
    ...methods.map((method) => method.spec),
    "});",
  ].join("\n");
}

function printFile(name: string): string {
  const found = collect(name);
  const body = [
    ...found.enums.map((object) => printEnum(object, found.packageName)),
    ...found.messages.map((message) => printMessage(message, found.packageName)),
    printTables(found, name),
    ...found.services.map((service) => printService(service, found.packageName, name)),
  ].join("\n\n");
  const types = ["Draft", "Int64", "WireCall"].filter((type) => new RegExp(`\\b${type}\\b`).test(body));
  return [
    `// Generated by tools/generate-protocol.ts from ${name}.proto. Do not edit.`,
    `import { ${types.map((type) => `type ${type}`).join(", ")}, MessageSet, ServiceTable } from "../tables";`,
    "",
    `${body}\n`,
  ].join("\n");
}

/** Path of each generated file → its text. */
export function generateProtocol(): Map<string, string> {
  return new Map(definitions.map((name) => [join(folder, "generated", `${name}.ts`), printFile(name)]));
}
