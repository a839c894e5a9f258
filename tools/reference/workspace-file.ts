/** `docs/reference/workspace-file.md`, from the schema that editors and `pumble validate` use. */
import { workspaceJsonSchema } from "../../src/workspace-file";
import { type JsonSchema, namedObjects, propertyTable } from "./json-schema";
import { pageHead } from "./page";

export function workspaceFileReference(): string {
  const schema = workspaceJsonSchema() as JsonSchema;
  const parts = [...namedObjects(schema)].map(([title, object]) =>
    [`## ${title[0]!.toUpperCase()}${title.slice(1)}`, object.description, propertyTable(object)]
      .filter(Boolean)
      .join("\n\n"),
  );
  const head = pageHead("Workspace file", "Everything that a workspace's YAML files may hold.");
  const more =
    "[The workspace as files](../guides/workspace-file.md) tells how they are used. For editors there is a [JSON Schema](../schemas/workspace.schema.json).";
  return `${[head, more, ...parts].join("\n\n")}\n`;
}
