/** The guide to which groups of operations a narrowed key needs: `docs/guides/narrow-keys.md`. */
import {
  actionGroups,
  dataSourceGroups,
  ephemeralGroups,
  listGroups,
  type Needed,
  resourceGroups,
} from "../src/provider/key-groups";

const intro = `---
page_title: "Narrow keys - pumble"
subcategory: ""
description: "Which groups of operations an API key needs for each object of the provider."
---

# Narrow keys

A key can be narrowed to groups of operations. The provider works with what it has: a key for \`Messages\` alone keeps
messages and replies. What a key is not for fails when it is asked for, and the error names the group that is missing.
The tests use each resource with a key of exactly the groups that stand here.`;

function table(kind: string, needed: Readonly<Record<string, Needed>>): string {
  const rows = Object.entries(needed).map(([name, { groups, more = "" }]) => {
    const list = groups?.map((group) => `\`${group}\``).join(", ") ?? "a key that is not narrowed";
    return `| \`pumble_${name}\` | ${list || "none"} | ${more} |`;
  });
  return [`## ${kind}`, ["| Object | Groups | More |", "| --- | --- | --- |", ...rows].join("\n")].join(
    "\n\n",
  );
}

/** The whole page. */
export function narrowKeysPage(): string {
  const tables = {
    Resources: resourceGroups,
    "Data sources": dataSourceGroups,
    Lists: listGroups,
    Actions: actionGroups,
    "Ephemeral resources": ephemeralGroups,
  };
  const parts = Object.entries(tables).map(([kind, needed]) => table(kind, needed));
  return `${[intro, ...parts].join("\n\n")}\n`;
}
