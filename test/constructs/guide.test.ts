import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import * as constructs from "../../constructs";
import { provider } from "../../src/provider/provider";

const guide = readFileSync("docs/guides/constructs.md", "utf8");
const rows = guide.split("\n").filter((line) => line.startsWith("| `Pumble"));

test("the guide's table has every construct, and beside it what it is around", () => {
  const classes = Object.keys(constructs).filter((name) => /^Pumble(?!Element|Resource$)/.test(name));
  const first = rows.map((row) => row.split(" | ")[0]).join();
  expect(classes.filter((name) => !first.includes(`\`${name}\``))).toEqual([]);
  const second = rows.map((row) => row.split(" | ")[1]).join();
  const objects = [...provider.resources, ...provider.dataSources].map(({ name }) => `\`pumble_${name}\``);
  expect(objects.filter((name) => !second.includes(name))).toEqual([]);
});
