import {
  Fn,
  TerraformCount,
  TerraformIterator,
  TerraformOutput,
  TerraformStack,
  TerraformVariable,
  Token,
} from "cdktf";
import { describe, expect, test } from "vitest";
import {
  ChannelType,
  L1,
  PumbleAnnouncement,
  PumbleChannel,
  PumbleProvider,
  PumbleReply,
  PumbleScript,
  PumbleUser,
  Scripts,
} from "../../constructs";
import { type Attributes, appIn, only, synth, terraformOf } from "./synth";

describe("a channel", () => {
  test("has the address that its id says, and its binding as default child", () => {
    const { resource } = synth((stack) => {
      const news = new PumbleChannel(stack, "news", { name: "news", type: ChannelType.PRIVATE });
      expect(news.node.defaultChild).toBe(news.resource);
    });
    expect(resource.pumble_channel).toHaveProperty(
      "news",
      expect.objectContaining({ name: "news", type: "PRIVATE" }),
    );
  });

  test("tells its id, name, mention, members and whatever else Pumble knows", () => {
    const { output } = synth((stack) => {
      const { id, name, mention, description, type, archived, memberCount } = new PumbleChannel(
        stack,
        "news",
        {
          name: "news",
        },
      );
      const value = { id, name, mention, description, type, archived, memberCount };
      new TerraformOutput(stack, "all", { value });
    });
    expect(output?.all?.value).toEqual({
      id: "${pumble_channel.news.id}",
      name: "${pumble_channel.news.name}",
      mention: "<<#${pumble_channel.news.id}>>",
      description: "${pumble_channel.news.description}",
      type: "${pumble_channel.news.type}",
      archived: "${pumble_channel.news.archived}",
      memberCount: "${pumble_channel.news.member_count}",
    });
  });

  test("may be called what every object has, and so may what stands in it", () => {
    const { resource } = synth((stack) => {
      const channel = new PumbleChannel(stack, "constructor", { name: "constructor" });
      channel.announce("toString", { text: "a" });
      channel.announce("valueOf", { text: "b" }).addReply("constructor", { text: "c" });
      new PumbleScript(channel, "hasOwnProperty", { script: Scripts.rotateKey({ name: "ci", file: "key" }) });
    });
    expect(Object.keys(resource.pumble_channel!)).toEqual(["constructor_"]);
    expect(Object.values(resource.pumble_message!).map(({ text }) => text)).toEqual(["a", "b"]);
    expect(Object.keys(resource.terraform_data!)).toHaveLength(1);
  });

  test("can be depended on", () => {
    const { resource } = synth((stack) => {
      const first = new PumbleChannel(stack, "first", { name: "first" });
      new PumbleChannel(stack, "second", { name: "second", dependsOn: [first] });
    });
    expect(resource.pumble_channel!.second).toMatchObject({ depends_on: ["pumble_channel.first"] });
  });

  test("replaces others when it is replaced, or one of its attributes changes", () => {
    const { resource } = synth((stack) => {
      const first = new PumbleChannel(stack, "first", { name: "first" });
      const replaceTriggeredBy = [first, `${first.fqn}.name`, "${pumble_channel.x}", "pumble_channel.y"];
      new PumbleChannel(stack, "second", { name: "second", lifecycle: { replaceTriggeredBy } });
      new PumbleChannel(stack, "third", { name: "third", lifecycle: { createBeforeDestroy: true } });
    });
    const first = "pumble_channel.first";
    expect(resource.pumble_channel!.second!.lifecycle).toEqual({
      replace_triggered_by: [first, `${first}.name`, "pumble_channel.x", "pumble_channel.y"],
    });
    expect(resource.pumble_channel!.third!.lifecycle).toEqual({ create_before_destroy: true });
  });

  test("is taken over from Pumble, and from another address, by prop and by method", () => {
    const { import: imports, moved } = synth((stack) => {
      new PumbleChannel(stack, "one", { name: "one", importFrom: "one" });
      new PumbleChannel(stack, "two", { name: "two" }).importFrom("${two}");
      new PumbleChannel(stack, "three", {
        name: "three",
        importFrom: undefined,
        movedFrom: "pumble_channel.old",
      });
      new PumbleChannel(stack, "four", { name: "four" }).movedFrom("pumble_channel.older");
    });
    expect(imports).toEqual([
      { to: "pumble_channel.one", id: "one" },
      { to: "pumble_channel.two", id: "$${two}" },
    ]);
    expect(moved).toEqual([
      { from: "pumble_channel.old", to: "pumble_channel.three" },
      { from: "pumble_channel.older", to: "pumble_channel.four" },
    ]);
  });

  test("is taken over with the provider that it is managed with", () => {
    const { import: imports } = synth((stack) => {
      const provider = new PumbleProvider(stack, "other", { alias: "other" });
      new PumbleChannel(stack, "one", { name: "one", importFrom: "one", provider });
    });
    expect(imports).toEqual([{ to: "pumble_channel.one", id: "one", provider: "pumble.other" }]);
  });
});

describe("members of a channel", () => {
  test("are listed by address, by id, or by reference", () => {
    const ids = ["5f0c1d2e3a4b5c6d7e8f9a0b", "5f0c1d2e3a4b5c6d7e8f9a0c"];
    const { resource } = synth((stack) => {
      const guests = new TerraformVariable(stack, "guests", { type: "list(string)" });
      const ada = PumbleUser.fromEmail(stack, "ada", "ada@example.com");
      new PumbleChannel(stack, "a", {
        name: "a",
        members: ["grace@example.com", ada],
        removeUnmanaged: true,
      });
      new PumbleChannel(stack, "b", { name: "b", members: ids });
      new PumbleChannel(stack, "c", { name: "c" }).addMembers("guests", { emails: guests.listValue });
      new PumbleChannel(stack, "d", { name: "d" }).addMembers("more", { userIds: ids });
      new PumbleChannel(stack, "e", { name: "e", members: [ids[0]!, ada] });
    });
    const people = Object.values(resource.pumble_channel_members!).map(
      ({ "//": _, channel_id, ...others }) => [channel_id, others],
    );
    expect(Object.fromEntries(people)).toEqual({
      "${pumble_channel.a.id}": {
        emails: ["grace@example.com", "${data.pumble_user.ada.email}"],
        remove_unmanaged: true,
      },
      "${pumble_channel.b.id}": { user_ids: ids },
      "${pumble_channel.c.id}": { emails: "${var.guests}" },
      "${pumble_channel.d.id}": { user_ids: ids },
      "${pumble_channel.e.id}": { user_ids: [ids[0], "${data.pumble_user.ada.id}"] },
    });
  });

  test("are read once all those are in it whom the code adds, whatever comes first", () => {
    const { data, output } = synth((stack) => {
      const news = new PumbleChannel(stack, "news", { name: "news", members: ["ada@example.com"] });
      new TerraformOutput(stack, "who", { value: news.memberIds });
      news.addMembers("more", { emails: ["grace@example.com"] });
    });
    const [[address, reader]] = Object.entries(data.pumble_channel!) as [[string, Record<string, unknown>]];
    expect(reader.id).toBe("${pumble_channel.news.id}");
    expect(reader.depends_on).toEqual([
      expect.stringMatching(/^pumble_channel_members\.news_members_/),
      expect.stringMatching(/^pumble_channel_members\.news_more_/),
    ]);
    expect(output?.who?.value).toBe(`\${tolist(data.pumble_channel.${address}.member_ids)}`);
  });
});

describe("what hangs on a channel", () => {
  test("can have any id beside what the channel adds itself", () => {
    const { resource, data } = synth((stack) => {
      const news = new PumbleChannel(stack, "news", { name: "news", members: ["ada@example.com"] });
      for (const id of ["members", "Members", "reader", "Reader"]) news.announce(id, { text: id });
      new TerraformOutput(stack, "who", { value: news.memberIds });
    });
    expect(Object.keys(resource.pumble_message!)).toHaveLength(4);
    expect(only(resource.pumble_channel_members)).toMatchObject({ emails: ["ada@example.com"] });
    expect(only(data.pumble_channel)).toMatchObject({ id: "${pumble_channel.news.id}" });
  });
});

describe("one channel by several names", () => {
  const at = (resource: Record<string, Record<string, Attributes>>, type: string, name: string) =>
    Object.entries(resource[type]!).find(([key]) => key.startsWith(name))![1];

  test.each([true, false])("is one place, whether it is managed first: %s", (isManagedFirst) => {
    const { resource, data } = synth((stack) => {
      const made = () => new PumbleChannel(stack, "ops", { name: "ops" });
      const read = () => PumbleChannel.fromName(stack, "again", "#ops");
      const [one, other] = isManagedFirst ? [made(), read()] : [read(), made()];
      const known = PumbleChannel.fromId(stack, "known", other.id);
      one.announce("first", { text: "1" });
      other.announce("second", { text: "2" });
      new PumbleAnnouncement(stack, "third", { channel: one.id, text: "3" });
      known.announce("fourth", { text: "4" });
      other.addMembers("people", { emails: ["ada@example.com"] });
      new TerraformOutput(stack, "who", { value: one.memberIds });
    });
    const [one, other] = isManagedFirst ? ["ops", "again"] : ["again", "ops"];
    expect(at(data, "pumble_channel", "again").depends_on).toEqual(["pumble_channel.ops"]);
    const waits = (name: string) => at(resource, "pumble_message", name).depends_on;
    expect(waits(`${one}_first`)).toBeUndefined();
    expect(waits(`${other}_second`)).toEqual([expect.stringContaining(`.${one}_first`)]);
    expect(waits("third")).toEqual([expect.stringContaining(`.${other}_second`)]);
    expect(waits("known_fourth")).toEqual(["pumble_message.third"]);
    expect(at(data, "pumble_channel", `${one}_reader`).depends_on).toEqual([
      expect.stringContaining(`.${other}_people`),
    ]);
  });

  test("is another one in another workspace, and each of many is one", () => {
    const { data, resource } = synth((stack) => {
      const provider = new PumbleProvider(stack, "other", { alias: "other" });
      const teams = TerraformIterator.fromList(["ops"]);
      new PumbleChannel(stack, "there", { name: "ops", provider }).announce("a", { text: "a" });
      new PumbleChannel(stack, "many", { name: "ops", forEach: teams }).announce("b", { text: "b" });
      PumbleChannel.fromName(stack, "again", "ops").announce("c", { text: "c" });
      PumbleChannel.fromId(stack, "any", teams.value, { forEach: teams }).announce("d", { text: "d" });
    });
    for (const element of Object.values(data.pumble_channel!))
      expect(element).not.toHaveProperty("depends_on");
    for (const message of Object.values(resource.pumble_message!))
      expect(message).not.toHaveProperty("depends_on");
  });

  test("can have another logical id when its construct is there", () => {
    const { data } = synth((stack) => {
      PumbleChannel.fromName(stack, "again", "ops");
      const ops = new PumbleChannel(stack, "ops", { name: "ops" });
      ops.resource.overrideLogicalId("mine");
      ops.announce("first", { text: "1" });
    });
    expect(only(data.pumble_channel).depends_on).toEqual(["pumble_channel.mine"]);
  });
});

describe("a channel that is there already", () => {
  test("tells its members once all those are in it whom the code adds", () => {
    const { data, output } = synth((stack) => {
      const general = PumbleChannel.fromName(stack, "general", "general");
      new TerraformOutput(stack, "who", { value: general.memberIds });
      general.addMembers("more", { emails: ["grace@example.com"] });
    });
    const { general: _, ...others } = data.pumble_channel!;
    expect(only(others)).toEqual({
      id: "${data.pumble_channel.general.id}",
      depends_on: [expect.stringMatching(/^pumble_channel_members\.general_more_/)],
    });
    expect(output?.who?.value).toContain("general_reader_");
  });

  test("is read by name or id, and takes messages, members and schedules like any other", () => {
    const { data, resource } = synth((stack) => {
      const general = PumbleChannel.fromName(stack, "general", "general");
      PumbleChannel.fromId(stack, "known", "5f0c1d2e3a4b5c6d7e8f9a0b");
      general.announce("hello", { text: `Hello, ${general.mention}` });
      general.addMembers("people", { emails: ["ada@example.com"] });
      general.schedule("later", { text: "Later", sendAt: new Date("2030-01-31T09:00:00Z") });
    });
    expect(data.pumble_channel).toMatchObject({
      general: { name: "general" },
      known: { id: "5f0c1d2e3a4b5c6d7e8f9a0b" },
    });
    const channel_id = "${data.pumble_channel.general.id}";
    expect(only(resource.pumble_message)).toEqual({ channel_id, text: `Hello, <<#${channel_id}>>` });
    expect(only(resource.pumble_channel_members)).toEqual({ channel_id, emails: ["ada@example.com"] });
    expect(only(resource.pumble_scheduled_message)).toEqual({
      ...{ channel_id, text: "Later", send_at: "2030-01-31T09:00:00Z" },
    });
  });

  test("is accepted as a binding or an id, too", () => {
    const { resource } = synth((stack) => {
      const made = new L1.Channel(stack, "made", { name: "made" });
      const read = new L1.DataPumbleChannel(stack, "read", { name: "read" });
      new PumbleAnnouncement(stack, "a", { channel: made, text: "a" });
      new PumbleAnnouncement(stack, "b", { channel: read, text: "b" });
      new PumbleAnnouncement(stack, "c", { channel: "5f0c1d2e3a4b5c6d7e8f9a0b", text: "c" });
      new PumbleAnnouncement(stack, "d", { channel: made.id, text: "d" });
    });
    expect(Object.values(resource.pumble_message!).map((one) => one.channel_id)).toEqual([
      "${pumble_channel.made.id}",
      "${data.pumble_channel.read.id}",
      "5f0c1d2e3a4b5c6d7e8f9a0b",
      "${pumble_channel.made.id}",
    ]);
  });
});

describe("many channels from one construct", () => {
  test("are each meant by what hangs on it, whatever it says of its channel", () => {
    const { resource, data } = synth((stack) => {
      const teams = TerraformIterator.fromList(["web", "ops"]);
      const team = new PumbleChannel(stack, "team", { forEach: teams, name: teams.value });
      const { id, name, mention, type, description } = team;
      const triggers = { id, name, type, description, people: Fn.join(",", team.memberIds) };
      const hello = team.announce("hello", { text: `Hello, ${mention}`, triggers });
      team.schedule("later", { text: hello.id, sendAt: "2030-01-31T09:00:00Z" });
      const each = TerraformIterator.fromList(["general"]);
      const read = PumbleChannel.fromName(stack, "read", each.value, { forEach: each });
      new PumbleAnnouncement(stack, "there", { channel: read, text: Fn.join(",", read.memberIds) });
    });
    const one = "pumble_channel.team[each.key]";
    const [there, hello] = Object.values(resource.pumble_message!).reverse();
    const reader = Object.keys(data.pumble_channel!).find((name) => name.startsWith("team_reader_"));
    expect(hello).toMatchObject({
      text: `Hello, <<#\${${one}.id}>>`,
      triggers: {
        ...Object.fromEntries(["id", "name", "type", "description"].map((key) => [key, `\${${one}.${key}}`])),
        people: `\${join(",", tolist(data.pumble_channel.${reader}[each.key].member_ids))}`,
      },
    });
    expect(only(resource.pumble_scheduled_message).text).toMatch(
      /^\$\{pumble_message\.\w+\[each\.key\]\.id\}$/,
    );
    expect(there).toMatchObject({
      channel_id: "${data.pumble_channel.read[each.key].id}",
      text: expect.stringMatching(
        /^\$\{join\(",", tolist\(data\.pumble_channel\.read_reader_\w+\[each\.key\]\.member_ids\)\)\}$/,
      ),
    });
  });

  test("hand down how many they are, each message to its own channel", () => {
    const { resource } = synth((stack) => {
      const teams = TerraformIterator.fromMap({ web: { about: "Pages" }, ops: { about: "Servers" } });
      const team = new PumbleChannel(stack, "team", {
        forEach: teams,
        name: teams.key,
        members: ["ada@example.com"],
      });
      const hello = team.announce("hello", { text: teams.getString("about") });
      hello.addReply("more", { text: "More" });
      hello.addReaction(":eyes:");
    });
    const channel_id = "${pumble_channel.team[each.key].id}";
    expect(only(resource.pumble_channel_members)).toMatchObject({ channel_id, for_each: expect.anything() });
    expect(only(resource.pumble_message)).toMatchObject({
      ...{ channel_id, text: "${each.value.about}", for_each: expect.anything() },
    });
    const [address] = Object.keys(resource.pumble_message!);
    const message = `\${pumble_message.${address}[each.key].id}`;
    expect(only(resource.pumble_reply)).toMatchObject({
      thread_root_id: message,
      for_each: expect.anything(),
    });
    expect(only(resource.pumble_reaction)).toMatchObject({
      message_id: message,
      for_each: expect.anything(),
    });
  });

  test("are counted, too", () => {
    const { resource } = synth((stack) => {
      const count = TerraformCount.of(2);
      const team = new PumbleChannel(stack, "team", { count, name: `team-${Token.asString(count.index)}` });
      team.announce("hello", { text: "Hello" });
    });
    expect(only(resource.pumble_message)).toMatchObject({
      ...{ channel_id: "${pumble_channel.team[count.index].id}", count: 2 },
    });
  });

  test.each(["forEach", "count"])("are told apart where nothing says which one is meant, by %s", (how) => {
    const many =
      how === "count"
        ? { count: TerraformCount.of(2) }
        : { forEach: TerraformIterator.fromList(["web", "ops"]) };
    const advice = how === "count" ? 'an expression, such as "' : "TerraformIterator.fromResources with the ";
    const stray = (declare: (stack: TerraformStack, team: PumbleChannel) => void) => () =>
      synth((stack) => {
        const team = new PumbleChannel(stack, "team", { ...many, name: "team" });
        team.announce("hello", { text: team.mention });
        declare(stack, team);
      });
    const sentence = (path: string, address: string) =>
      expect.objectContaining({
        message: expect.stringMatching(
          `${path} refers to one of ${address} without saying which: .* For all of them use ${advice}`,
        ),
      });
    const output = (value: (team: PumbleChannel) => unknown) =>
      stray((stack, team) => new TerraformOutput(stack, "out", { value: value(team) }));
    expect(output((team) => [team.mention])).toThrow(sentence("main/out", "pumble_channel.team"));
    expect(output((team) => team.memberIds)).toThrow(
      sentence("main/out", "data.pumble_channel.team_reader_\\w+"),
    );
    const text = stray(
      (stack, team) =>
        new PumbleAnnouncement(stack, "index", { channel: "5f0c1d2e3a4b5c6d7e8f9a0b", text: team.id }),
    );
    expect(text).toThrow(sentence("main/index", "pumble_channel.team"));
    const all = output((team) =>
      how === "count"
        ? ["${pumble_channel.team[*].id}"]
        : [
            TerraformIterator.fromResources(team).pluckProperty("id"),
            TerraformIterator.fromResources(team.reader).forExpressionForMap("key", "val.member_ids"),
          ],
    );
    expect(all).not.toThrow();
  });

  test("are iterated over by others", () => {
    const { resource } = synth((stack) => {
      const teams = TerraformIterator.fromList(["web", "ops"]);
      const team = new PumbleChannel(stack, "team", { forEach: teams, name: `team-${teams.value}` });
      const each = TerraformIterator.fromResources(team);
      new PumbleAnnouncement(stack, "hello", { forEach: each, channel: each.getString("id"), text: "Hello" });
    });
    expect(only(resource.pumble_message)).toEqual({
      for_each: "${pumble_channel.team}",
      channel_id: "${each.value.id}",
      text: "Hello",
    });
  });
});

test("what hangs on a channel of another stack has its id, and neither its provider nor its number", () => {
  const app = appIn();
  const [one, other] = ["one", "other"].map((name) => new TerraformStack(app, name)) as [
    TerraformStack,
    TerraformStack,
  ];
  for (const stack of [one, other]) new PumbleProvider(stack, "pumble");
  const provider = new PumbleProvider(one, "second", { alias: "second" });
  const news = new PumbleChannel(one, "news", { name: "news", provider });
  const hello = news.announce("hello", { text: "Hello" });
  new PumbleAnnouncement(other, "there", { channel: news, text: "Hello" });
  new PumbleReply(other, "reply", { message: hello, text: "More" });
  const { resource } = terraformOf(other, app);
  const state = "data.terraform_remote_state.cross-stack-reference-input-one.outputs.cross-stack-output-";
  expect(only(resource.pumble_message)).toEqual({
    channel_id: `\${${state}pumble_channelnewsid}`,
    text: "Hello",
  });
  expect(only(resource.pumble_reply)).not.toHaveProperty("provider");
});

test("what hangs on a channel is managed with its provider, unless it says otherwise", () => {
  const { resource } = synth((stack) => {
    const provider = new PumbleProvider(stack, "other", { alias: "other" });
    const third = new PumbleProvider(stack, "third", { alias: "third" });
    const news = new PumbleChannel(stack, "news", { name: "news", provider, members: ["ada@example.com"] });
    const hello = news.announce("hello", { text: "Hello", provider: undefined });
    hello.addReply("more", { text: "More" }).addReaction(":wave:");
    hello.addReaction(":eyes:");
    news.schedule("later", { text: "Later", sendAt: "2030-01-31T09:00:00Z" });
    news.announce("third", { text: "Hello", provider: third });
    new PumbleAnnouncement(stack, "by-hand", { channel: news.resource, text: "Hello" });
  });
  const providers = Object.entries(resource).flatMap(([type, all]) =>
    Object.keys(all).map((name) => [`${type}.${name.replace(/_[0-9A-F]{8}$/, "")}`, all[name]!.provider]),
  );
  expect(Object.fromEntries(providers)).toEqual({
    "pumble_channel.news": "pumble.other",
    "pumble_channel_members.news_members": "pumble.other",
    "pumble_message.news_hello": "pumble.other",
    "pumble_message.news_third": "pumble.third",
    "pumble_message.by-hand": "pumble.other",
    "pumble_reply.news_hello_more": "pumble.other",
    "pumble_reaction.news_hello_more_wave": "pumble.other",
    "pumble_reaction.news_hello_eyes": "pumble.other",
    "pumble_scheduled_message.news_later": "pumble.other",
  });
});
