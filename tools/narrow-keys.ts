/** The guide to which groups of operations a narrowed key needs: `docs/guides/narrow-keys.md`. */
import { dataSourceGroups, type Needed, resourceGroups } from "../src/provider/key-groups";

const intro = `---
page_title: "Narrow keys - pumble"
subcategory: ""
description: "Which groups of operations an API key needs for each resource and data source."
---

# Narrow keys

A key can be narrowed to groups of operations. The provider works with what it has: a key for \`Messages\` alone keeps
messages and replies. What a key is not for fails when it is asked for, and the error names the group that is missing.
The tests use each resource with a key of exactly the groups that stand here.`;

function table(kind: string, needed: Readonly<Record<string, Needed>>): string {
  const rows = Object.entries(needed).map(([name, { groups, more = "" }]) => {
    const list = groups?.map((group) => `\`${group}\``).join(", ") ?? "a key that is not narrowed";
    return `| \`pumble_${name}\` | ${list} | ${more} |`;
  });
  return [`## ${kind}`, ["| Object | Groups | More |", "| --- | --- | --- |", ...rows].join("\n")].join(
    "\n\n",
  );
}

/** The whole page. */
export function narrowKeysPage(): string {
  return `${[intro, table("Resources", resourceGroups), table("Data sources", dataSourceGroups)].join("\n\n")}\n`;
}
