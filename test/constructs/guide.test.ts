import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import * as constructs from "../../constructs";
import { provider } from "../../src/provider/provider";

const guide = readFileSync("docs/guides/constructs.md", "utf8");
const rows = guide.split("\n").filter((line) => line.startsWith("| `Pumble"));

test("the guide's table has every construct, and beside it what it is around", () => {
  const classes = Object.keys(constructs).filter((name) =>
    /^Pumble(?!Element|Resource$|Ephemeral$)/.test(name),
  );
  const first = rows.map((row) => row.split(" | ")[0]).join();
  expect(classes.filter((name) => !first.includes(`\`${name}\``))).toEqual([]);
  const second = rows.map((row) => row.split(" | ")[1]).join();
  const { resources, dataSources, ephemeralResources } = provider;
  const objects = [
    ...[...resources, ...dataSources].map(({ name }) => `\`pumble_${name}\``),
    ...ephemeralResources.map(({ name }) => `ephemeral resource \`pumble_${name}\``),
  ];
  expect(objects.filter((name) => !second.includes(name))).toEqual([]);
});

test("the guide says of what has no construct that it has none", () => {
  const without = guide.slice(guide.indexOf("has no construct:"), guide.indexOf("## What holds"));
  const { functions, actions, resources } = provider;
  const names = [
    ...functions.map(({ name }) => name),
    ...actions.map(({ name }) => `action \`pumble_${name}`),
    ...resources.flatMap(({ name, list }) => (list ? [`pumble_${name}`] : [])),
  ];
  expect(names.filter((name) => !without.includes(`${name}\``))).toEqual([]);
});
