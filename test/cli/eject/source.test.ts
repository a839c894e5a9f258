// What is ejected: resources with where they come from, and the texts that come along as files.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import { eject } from "../../../src/cli/eject";
import { byFile, scriptOf, sourceOf, unescaped } from "../../../src/cli/eject/source";
import { folderOf } from "../../workspace-file/folder";

const rich = JSON.stringify([
  { type: "rich_text", elements: [{ type: "rich_text_section", elements: [{ type: "text", text: "Hi" }] }] },
]);

const files = {
  "workspace.yaml": "environments:\n  live: { channel_prefix: l- }\n  test: { channel_prefix: t- }\n",
  "team/ops.yml": `channels:
  ops:
    announcements:
      rules: { markdown: ./ops/rules.md }
      short: { markdown: "**No** file" }
      plain: { text: Plain }
      rich: { blocks: ./rich.json }
      root:
        text: Root
        replies:
          short: { markdown: Yes }
          answer: { markdown: ./ops/answer.md, reactions: [":eyes:"] }
    schedules:
      never: { markdown: Never, at: "09:00", on: 2035-01-01, time_zone: UTC }
      later: { markdown: ./ops/later.md, at: "09:00", on: 2035-01-01, time_zone: UTC }
    scripts:
      other: { file: ./other.ts }
      greet: { file: ./greet.ts }
`,
  "news.yaml": "channels:\n  news: { announcements: { rules: { text: Others } } }\n",
  "team/ops/rules.md": "Costs $5, ${that} and %{this}\n",
  "team/ops/answer.md": "Answer\n",
  "team/ops/later.md": "Later\n",
  "team/rich.json": rich,
  "team/greet.ts": "export {};\n",
  "team/other.ts": "export {};\n",
};

function source(changed: Record<string, string> = {}, environment: string | undefined = "live") {
  const folder = folderOf({ ...files, ...changed });
  return sourceOf(folder, environment, join(folder, "out"));
}

afterEach(() => vi.restoreAllMocks());

describe("what is ejected", () => {
  it("is each resource with its address, its body and the object that it is", () => {
    const { resources, configuration } = source();
    const answer = resources.find(({ name }) => name === "ops_root_answer")!;
    expect(answer).toMatchObject({
      ...{ type: "pumble_reply", address: "pumble_reply.ops_root_answer" },
      object: { kind: "reply", channel: "ops", announcement: "root", key: "answer" },
    });
    const all = Object.values(configuration.resource!).flatMap((named) => Object.values(named));
    expect(resources.map(({ body }) => body)).toEqual(expect.arrayContaining(all));
    expect(resources).toHaveLength(all.length);
  });

  it("leaves in files what is Markdown of a file, and everything else in the code", () => {
    const { resources, files: along } = source();
    const inFiles = resources.filter(({ markdownFile }) => markdownFile !== null);
    expect(inFiles.map(({ name, markdownFile }) => [name, markdownFile])).toEqual([
      ["ops_rules", "team/ops/rules.md"],
      ["ops_root_answer", "team/ops/answer.md"],
      ["ops_later", "team/ops/later.md"],
    ]);
    expect(Object.fromEntries(along)).toEqual({
      "team/ops/rules.md": "Costs $5, ${that} and %{this}",
      "team/ops/answer.md": "Answer",
      "team/ops/later.md": "Later",
    });
  });

  it("writes out a text that the environment has changed", () => {
    const mentions = { "team/ops/rules.md": "See #news\n" };
    const { resources, files: along } = source(mentions);
    const rules = resources.find(({ name }) => name === "ops_rules")!;
    expect([rules.body["markdown"], rules.markdownFile]).toEqual(["See #l-news", null]);
    expect([...along.keys()]).not.toContain("team/ops/rules.md");
  });

  it("is of the environment that was chosen", () => {
    const names = (environment: string) =>
      source({}, environment).resources.flatMap(({ type, body }) =>
        type === "pumble_channel" ? [body["name"]] : [],
      );
    expect([names("live"), names("test")]).toEqual([
      ["l-news", "l-ops"],
      ["t-news", "t-ops"],
    ]);
  });

  it("has the state where it is, seen from the new folder", () => {
    const { configuration } = source();
    expect(configuration.terraform).toMatchObject({ backend: { local: { path: "../pumble.live.tfstate" } } });
  });

  it("is what runs scripts with npx", () => {
    const { resources } = source();
    const script = resources.find(({ name }) => name === "ops_greet")!;
    expect(JSON.stringify(script.body)).toContain('"interpreter":["npx","pumble","run"');
  });
});

describe("what cannot be ejected", () => {
  it.each([
    ["files that are not right", { "news.yaml": "chanels: {}\n" }, "live", '"chanels"'],
    ["an environment that there is not", {}, "staging", "staging"],
    ["none of several environments", {}, undefined, "environment"],
  ])("%s", (_, changed, environment, says) => {
    const folder = folderOf({ ...files, ...changed });
    const eject = () => sourceOf(folder, environment, join(folder, "out"));
    expect(eject).toThrow(expect.objectContaining({ name: "CliProblem" }));
    expect(eject).toThrow(says);
  });
});

it.each(["main.ts", "address.ts"])(
  "a script called %s does not stand in the place of the app's own file",
  async (name) => {
    const folder = folderOf({
      "workspace.yaml": `channels: { ops: { scripts: { greet: { file: ${name} } } } }\n`,
      [name]: "export {};\n",
    });
    const out = join(folder, "out");
    await expect(eject(folder, { kind: "cdktf", out })).rejects.toThrow(
      `${name} is a script of the files, and a file of the code too`,
    );
    expect(existsSync(out)).toBe(false);
  },
);

it("what is worth a note is told on standard error, and hinders nothing", () => {
  let said = "";
  vi.spyOn(process.stderr, "write").mockImplementation((text) => {
    said += String(text);
    return true;
  });
  source();
  expect(said).toBe("");
  const news = files["news.yaml"].replace("Others", 'Others, reactions: [":tdaa:"]');
  expect(source({ "news.yaml": news }).resources.map(({ name }) => name)).toContain("news_rules_tdaa");
  expect(said).toMatch(/:tdaa:[\s\S]*\n$/);
});

describe("a script", () => {
  it("is that of its key, with where it is and where it goes to", () => {
    const found = source();
    const [greet, channel] = ["ops_greet", "ops"].map(
      (name) => found.resources.find((resource) => resource.name === name)!,
    );
    expect(scriptOf(found, greet!)).toMatchObject({
      ...{ key: "greet", to: "team/greet.ts", path: join(found.workspace.root, "team/greet.ts") },
    });
    expect(() => scriptOf(found, channel!)).toThrow("not a script");
  });
});

it("resources belong to the file of their channel, whichever ending that has", () => {
  const found = byFile(source());
  expect([...found].map(([file, resources]) => [file, resources[0]!.name, resources.length])).toEqual([
    ["news", "news", 2],
    ["team/ops", "ops", 13],
  ]);
});

it.each([
  ["$${a} %%{b}", "${a} %{b}"],
  ["$$ %% $$$ {", "$$ %% $$$ {"],
  ["$${$${", "${${"],
  ["%$${", "%${"],
  ["$%{", "$%{"],
])("the template %s is the text %s", (template, text) => {
  expect(unescaped(template)).toBe(text);
});
