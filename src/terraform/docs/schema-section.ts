import { hostVersions, neededText } from "../host-versions";
import type { Attribute, Attributes, Mode } from "../schema/attribute";
import { attributeFlags } from "./type-name";

const groups: readonly [title: string, modes: readonly Mode[]][] = [
  ["Required", ["required"]],
  ["Optional", ["optional", "defaulted", "optionalComputed"]],
  ["Read-Only", ["computed"]],
];

/** The `## Schema` section of a page, with one section per nested object. */
export function schemaSection(attributes: Attributes): string {
  const nested: string[] = [];
  return ["## Schema", attributeGroups(attributes, "", nested), ...nested].filter(Boolean).join("\n\n");
}

/** Lists of attributes by who sets them. Sections of nested objects are added to `nested`. */
function attributeGroups(attributes: Attributes, path: string, nested: string[]): string {
  const parts = groups.flatMap(([title, modes]) => {
    const members = Object.entries(attributes)
      .filter(([, { mode }]) => modes.includes(mode))
      .sort(([one], [other]) => (one < other ? -1 : 1));
    if (members.length === 0) return [];
    const heading = path === "" ? `### ${title}` : `${title}:`;
    return [`${heading}\n\n${members.map(([name, attribute]) => line(name, attribute, path)).join("\n")}`];
  });
  for (const [name, attribute] of Object.entries(attributes).sort(([one], [other]) =>
    one < other ? -1 : 1,
  )) {
    if (attribute.nested) addNested(name, attribute.nested.attributes, path, nested);
  }
  return parts.join("\n\n");
}

function line(name: string, attribute: Attribute, path: string): string {
  const { description, deprecated, writeOnly } = attribute.rules;
  const about = [
    oneLine(description),
    writeOnly ? neededText(hostVersions.writeOnly) : "",
    deprecated === undefined ? "" : `**Deprecated:** ${oneLine(deprecated)}`,
  ];
  const link = attribute.nested ? `(see [below for nested schema](#${anchor(path, name)}))` : "";
  const text = [...about, link].filter(Boolean).join(" ");
  return `- \`${name}\` (${attributeFlags(attribute)})${text === "" ? "" : ` ${text}`}`;
}

function addNested(name: string, attributes: Attributes, path: string, nested: string[]): void {
  const full = path === "" ? name : `${path}.${name}`;
  const at = nested.length;
  nested.push("");
  const inner = attributeGroups(attributes, full, nested);
  nested[at] = `<a id="${anchor(path, name)}"></a>\n### Nested Schema for \`${full}\`\n\n${inner}`;
}

function anchor(path: string, name: string): string {
  return `nestedatt--${[...path.split(".").filter(Boolean), name].join("--")}`;
}

/** List items and front matter hold no line breaks. */
export function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}
