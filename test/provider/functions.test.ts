// Functions ask nobody: what they give and refuse follows from their arguments alone.
import { describe, expect, it } from "vitest";
import { provider } from "../../src/provider/provider";
import { markdownToBlocks } from "../../src/pumble/messages/markdown";
import { InProcess } from "./in-process";

const pumble = new InProcess(provider);
const ada = "64f0000000000000000000a1";
const general = "64f0000000000000000000c1";
const devs = "64f0000000000000000000d1";

type Ids = Record<string, string | null>;

const blocksOf = async (markdown: string, ...mentions: Ids[]) =>
  JSON.parse((await pumble.value("markdown_to_blocks", markdown, ...mentions)) as string) as unknown;

/** What Pumble would be sent by somebody who may look names up. */
function sent(markdown: string) {
  const { blocks, problems } = markdownToBlocks(markdown, {
    ...{ resolveUser: () => ada, resolveChannel: () => general, resolveGroup: () => devs },
    allowBroadcast: true,
  });
  expect(problems).toEqual([]);
  return blocks;
}

/** What is wrong with the Markdown, line by line. */
const faults = async (markdown: string) => {
  const [title, lines, nextStep] = (await pumble.call("markdown_to_blocks", markdown))!.split("\n\n");
  expect([title, nextStep]).toEqual([
    "The Markdown cannot be sent as it is meant.",
    "Change the Markdown at each place that is named",
  ]);
  return lines!.split("\n");
};

describe("markdown_to_blocks", () => {
  it.each<[string, string, ...Ids[]]>([
    ["without mentions", "# Hi\n\n- **one**\n- two"],
    ["with a member by e-mail address", "@ada@example.com", { "ada@example.com": ada }],
    ["with a member in another case", "@Ada@Example.com", { "ADA@example.COM": ada }],
    ["with a member as the mention is written", "@ada@example.com", { "@ada@example.com": ada }],
    ["with a channel", "see #general", { "#general": general }],
    ["with a channel in another case", "see #general", { "#General": general }],
    ["with a user group", "hey @devs", { "@devs": devs }],
    [
      "with ids of several maps",
      "@ada@example.com in #general",
      { "ada@example.com": ada },
      { "#general": general },
    ],
    ["with @channel and @here", "@channel and @here"],
    ["with a member by id, which needs no map", `<<@${ada}>>`],
  ])("gives what a message %s would be", async (_, markdown, ...mentions) => {
    expect(await blocksOf(markdown, ...mentions)).toEqual(sent(markdown));
  });

  it("takes the id that comes last for one name, as merge() does", async () => {
    const both: Ids[] = [{ "ada@example.com": devs }, { "@ADA@example.com": ada }];
    expect(await blocksOf("@ada@example.com", ...both)).toEqual(sent("@ada@example.com"));
  });

  it("takes no user group for a member of that name, and no name for a channel", async () => {
    expect(await pumble.call("markdown_to_blocks", "#devs", { "@devs": devs, devs })).toContain(
      "#devs: its id",
    );
    expect(await pumble.call("markdown_to_blocks", "@general", { "#general": general })).toContain(
      "@general",
    );
  });

  it("says of each mention whose id is not given where it stands, how to give it and how to show it", async () => {
    const markdown = `Hello @Ada@example.com,\n\nsee #general\nwith @devs${"\n".repeat(8)}and #ops`;
    expect(await faults(markdown)).toEqual([
      'Line 1: @Ada@example.com: its id is not given. Add { "Ada@example.com" = its id } after the text, or write \\@Ada@example.com to show it as text.',
      'Line 3: #general: its id is not given. Add { "#general" = its id } after the text, or write \\#general to show it as text.',
      'Line 4: @devs: its id is not given. Add { "@devs" = its id } after the text, or write \\@devs to show it as text.',
      'Line 12: #ops: its id is not given. Add { "#ops" = its id } after the text, or write \\#ops to show it as text.',
    ]);
  });

  it("says what else is wrong as a message does", async () => {
    const { problems } = markdownToBlocks("[here](/docs)", {
      resolveUser: () => ada,
      resolveChannel: () => ada,
    });
    expect(problems).toHaveLength(1);
    expect(await faults("[here](/docs)\n\n@devs")).toEqual([
      ...problems,
      expect.stringContaining("Line 3: @devs: its id is not given."),
    ]);
    expect(await pumble.call("markdown_to_blocks", "")).toContain("shows nothing");
  });

  it.each([
    ["a name", "#general"],
    ["nothing", ""],
    ["null", null],
    ["an id with something before it", `@${ada}`],
    ["an id with something after it", `${ada} `],
  ])("refuses %s for an id, also of what is not mentioned", async (_, id) => {
    const told = await pumble.call("markdown_to_blocks", "Hello", { "#general": id });
    expect(told).toContain(`The id given for #general is "${id}"`);
  });

  it("takes any letters and digits for an id, as a test that mocks gives them", async () => {
    expect(JSON.stringify(await blocksOf("see #general", { "#general": "qPSMbzhLub4tEFy" }))).toContain(
      '"qPSMbzhLub4tEFy"',
    );
  });
});

describe("channel_name", () => {
  it("gives the name as Pumble stores it", async () => {
    expect(await pumble.value("channel_name", "  Team Żółw ")).toBe("team-żółw");
  });

  it.each([
    ["ops!", "may only contain letters"],
    ["", "must not be empty"],
    ["x".repeat(81), "at most 80 characters"],
  ])("refuses %j, for Pumble would", async (name, fault) => {
    expect(await pumble.call("channel_name", name)).toContain(fault);
  });
});

describe.each([
  { name: "mention_user", gives: `<<@${ada}>>`, fault: "is not a user id" },
  { name: "mention_channel", gives: `<<#${ada}>>`, fault: "is not a channel id" },
])("$name", ({ name, gives, fault }) => {
  it("gives the mark of a mention", async () => {
    expect(await pumble.value(name, ada)).toBe(gives);
    expect(await pumble.value(name, "aMocked1d")).toContain("aMocked1d");
  });

  it.each(["ada@example.com", "#general", "", ` ${ada}`, `${ada}>> <<@all`])("refuses %j", async (id) => {
    expect(await pumble.call(name, id)).toContain(`"${id}" ${fault}`);
  });
});
