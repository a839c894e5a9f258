import { describe, expect, test } from "vitest";
import { type Message, message as messageShape } from "../../../../src/pumble";
import { installedWorkspace, texts } from "../../support";

type Setup = Awaited<ReturnType<typeof installedWorkspace>>;

async function post(client: Setup["user"], channelId: string, text: string, root = ""): Promise<Message> {
  const { status, body } = await client.post(`/v1/channels/${channelId}/messages${root && `/${root}`}`, {
    text,
  });
  expect(status).toBe(200);
  return body;
}

describe("messages", () => {
  test("a message sent with text alone comes back with blocks, whole seconds and every documented key", async () => {
    const { user, general, ada, grace } = await installedWorkspace();
    const sent = await post(user, general, `hi <<@${grace.id}>>!`);
    expect(messageShape.safeParse(sent).error).toBeUndefined();
    expect(sent).toMatchObject({
      author: ada.id,
      authorAppId: null,
      subtype: "",
      edited: false,
      deleted: false,
    });
    expect(sent.timestampMilli % 1000).toBe(0);
    expect(Date.parse(sent.timestamp)).toBe(sent.timestampMilli);
    expect(sent.blocks).toEqual([
      {
        type: "rich_text",
        elements: [
          {
            type: "rich_text_section",
            elements: [
              { type: "text", text: "hi " },
              { type: "user", user_id: grace.id },
              { type: "text", text: "!" },
            ],
          },
        ],
      },
    ]);
    const read = await user.get(`/v1/channels/${general}/messages/${sent.id}`);
    expect(read.body).toEqual(sent);
  });

  test("blocks that were sent are kept as they are", async () => {
    const { user, general } = await installedWorkspace();
    const blocks = [{ type: "rich_text", elements: [{ type: "rich_text_quote", elements: [] }] }];
    const { body } = await user.post(`/v1/channels/${general}/messages`, { text: "t", blocks, files: [] });
    expect(body.blocks).toEqual(blocks);
  });

  test("a bot's message is the app's", async () => {
    const { bot, general, installed } = await installedWorkspace();
    const sent = await post(bot, general, "beep");
    expect([sent.author, sent.authorAppId]).toEqual([installed.botId, installed.id]);
  });

  test("an empty message is refused, and one of 100001 characters", async () => {
    const { user, general } = await installedWorkspace();
    for (const text of ["", " ", undefined, "x".repeat(100_001)]) {
      const { status, body } = await user.post(`/v1/channels/${general}/messages`, { text });
      expect([status, body.code]).toEqual([400, 400_000]);
    }
  });

  test("a page runs from old to new; the cursor walks back without a gap or a repeat", async () => {
    const { user, random } = await installedWorkspace();
    for (let at = 1; at <= 7; at += 1) await post(user, random, `m${at}`);
    const newest = (await user.get(`/v1/channels/${random}/messages?limit=3`)).body;
    expect([texts(newest.messages), newest.hasMoreBefore, newest.hasMoreAfter]).toEqual([
      ["m5", "m6", "m7"],
      true,
      false,
    ]);
    const cursor = newest.messages[0].id;
    const older = (await user.get(`/v1/channels/${random}/messages?limit=3&strategy=BEFORE&cursor=${cursor}`))
      .body;
    expect([texts(older.messages), older.hasMoreBefore, older.hasMoreAfter]).toEqual([
      ["m2", "m3", "m4"],
      true,
      null,
    ]);
    const after = (await user.get(`/v1/channels/${random}/messages?limit=2&strategy=AFTER&cursor=${cursor}`))
      .body;
    expect([texts(after.messages), after.hasMoreBefore, after.hasMoreAfter]).toEqual([
      ["m6", "m7"],
      null,
      false,
    ]);
    const around = (
      await user.get(`/v1/channels/${random}/messages?limit=3&strategy=AROUND&cursor=${cursor}`)
    ).body;
    expect(texts(around.messages)).toEqual(["m4", "m5", "m6"]);
  });

  test("a cursor whose message was deleted still marks its place", async () => {
    const { user, random } = await installedWorkspace();
    const [, second] = [
      await post(user, random, "m1"),
      await post(user, random, "m2"),
      await post(user, random, "m3"),
    ];
    await user.delete(`/v1/channels/${random}/messages/${second.id}`);
    const { body } = await user.get(`/v1/channels/${random}/messages?limit=1&cursor=${second.id}`);
    expect(texts(body.messages)).toEqual(["m1"]);
  });

  test("replies stay out of the channel unless they are sent there too, and count at the root", async () => {
    const { user, bot, random, ada, installed } = await installedWorkspace();
    const root = await post(user, random, "root");
    await post(bot, random, "one", root.id);
    const path = `/v1/channels/${random}/messages`;
    const { body: two } = await user.post(`${path}/${root.id}`, { text: "two", alsoSendToChannel: true });
    expect(two.threadReplyInfo).toEqual({ rootId: root.id, replySentToChannel: true, rootText: "root" });
    expect(texts((await user.get(path)).body.messages).slice(-2)).toEqual(["root", "two"]);
    const { body: read } = await user.get(`${path}/${root.id}`);
    expect(read.threadRootInfo).toMatchObject({
      repliesCount: 2,
      repliers: [installed.botId, ada.id],
      lastReplyTimestampMilli: two.timestampMilli,
      isFollowing: true,
    });
  });

  test("thread replies come newest first; the cursor's reply comes along on top of the limit", async () => {
    const { user, random } = await installedWorkspace();
    const root = await post(user, random, "root");
    const sent: Message[] = [];
    for (let at = 1; at <= 5; at += 1) sent.push(await post(user, random, `r${at}`, root.id));
    const path = `/v1/channels/${random}/messages/${root.id}/replies`;
    const newest = (await user.get(`${path}?limit=2`)).body;
    expect(texts(newest)).toEqual(["r5", "r4"]);
    expect(texts((await user.get(`${path}?limit=2&cursor=${newest.at(-1).id}`)).body)).toEqual([
      "r4",
      "r3",
      "r2",
    ]);
    expect(texts((await user.get(`${path}?limit=2&cursor=${sent[0]!.id}`)).body)).toEqual(["r1"]);
  });

  test("editing replaces text and blocks, marks it edited, and is for the author alone", async () => {
    const { user, bot, random } = await installedWorkspace();
    const sent = await post(user, random, "befroe");
    const path = `/v1/channels/${random}/messages/${sent.id}`;
    const foreign = await bot.put(path, { text: "mine" });
    expect([foreign.status, foreign.body.code]).toEqual([403, 403_000]);
    const { body } = await user.put(path, { text: "before" });
    expect(body).toMatchObject({ id: sent.id, text: "before", edited: true, timestamp: sent.timestamp });
    expect(JSON.stringify(body.blocks)).toContain("before");
  });

  test("a deleted message is gone; deleting it again answers 404", async () => {
    const { user, random } = await installedWorkspace();
    const sent = await post(user, random, "oops");
    const path = `/v1/channels/${random}/messages/${sent.id}`;
    const deleted = await user.delete(path);
    expect([deleted.status, deleted.body]).toEqual([200, ""]);
    expect((await user.get(path)).status).toBe(404);
    expect((await user.delete(path)).status).toBe(404);
  });

  test("a deleted thread root stays as a tombstone until its last reply goes", async () => {
    const { user, random } = await installedWorkspace();
    const root = await post(user, random, "root");
    const reply = await post(user, random, "reply", root.id);
    const path = `/v1/channels/${random}/messages`;
    await user.delete(`${path}/${root.id}`);
    const list = (await user.get(path)).body.messages;
    expect(list.at(-1)).toMatchObject({
      id: root.id,
      text: "",
      deleted: true,
      threadRootInfo: { repliesCount: 1 },
    });
    await user.delete(`${path}/${reply.id}`);
    expect((await user.get(path)).body.messages.some((message: Message) => message.id === root.id)).toBe(
      false,
    );
  });

  test("an app cannot delete what others wrote, though the person behind the token administers the workspace", async () => {
    const { user, page, control, random, ada } = await installedWorkspace();
    const { message } = await control.act("Grace", "post", { channel: "random", text: "grace's" });
    expect((await user.delete(`/v1/channels/${random}/messages/${message.id}`)).status).toBe(403);
    expect((await page(ada).delete(`channels/${random}/messages/${message.id}`)).status).toBe(200);
  });

  test("a reaction is one per member and code, answers with an empty body, and can be taken back once", async () => {
    const { user, bot, random, ada, installed, control } = await installedWorkspace();
    const sent = await post(user, random, "nice");
    const path = `/v1/messages/${sent.id}/reactions`;
    const added = await user.post(path, { code: ":+1:" });
    expect([added.status, added.body]).toEqual([200, ""]);
    await user.post(path, { code: ":+1:" });
    await bot.post(path, { code: ":+1:", skinTone: 3 });
    const read = async () => (await user.get(`/v1/channels/${random}/messages/${sent.id}`)).body.reactions;
    expect(await read()).toEqual([
      { user: ada.id, code: ":+1:" },
      { user: installed.botId, code: ":+1:" },
    ]);
    const { tables } = (await control.get("/snapshot")).body;
    const kept = tables.messages.find((message: { id: string }) => message.id === sent.id).reactions;
    expect(kept).toEqual([
      { user: ada.id, code: ":+1:" },
      { user: installed.botId, code: ":+1:", skinTone: 3 },
    ]);
    expect((await user.delete(path, { code: ":+1:" })).status).toBe(200);
    expect(await read()).toHaveLength(1);
    expect((await user.delete(path, { code: ":+1:" })).status).toBe(404);
    expect((await user.post(path, { code: "thumbsup" })).status).toBe(400);
  });

  test("attachments can be replaced alone", async () => {
    const { user, random } = await installedWorkspace();
    const sent = await post(user, random, "with");
    const path = `/v1/channels/${random}/messages/${sent.id}/attachments`;
    const { body } = await user.put(path, { attachments: [{ title: "Report" }] });
    expect([body.text, body.attachments]).toEqual(["with", [{ title: "Report" }]]);
  });

  test("an ephemeral message can be edited and deleted by its bot, and is never stored", async () => {
    const { bot, user, general, ada, page } = await installedWorkspace();
    const events = await page(ada).events();
    const path = `/v1/channels/${general}/messages`;
    const { body: shown } = await bot.post(path, { text: "v1", ephemeral: { sendToUsers: [ada.id] } });
    expect((await events.next("ephemeral")).message.id).toBe(shown.id);
    expect(
      (await user.put(`${path}/${shown.id}`, { text: "v2", ephemeral: { sendToUsers: [ada.id] } })).status,
    ).toBe(404);
    await bot.put(`${path}/${shown.id}`, { text: "v2", ephemeral: { sendToUsers: [ada.id] } });
    expect((await events.next("ephemeral.updated")).message).toMatchObject({ id: shown.id, text: "v2" });
    await bot.delete(`${path}/${shown.id}/ephemeral`, { deleteForUsers: [ada.id] });
    expect(await events.next("ephemeral.deleted")).toMatchObject({ messageId: shown.id });
    expect((await user.get(`${path}/${shown.id}`)).status).toBe(404);
  });

  test("an ephemeral message to someone who cannot see the channel is refused", async () => {
    const { bot, user, grace, installed } = await installedWorkspace();
    const { channel } = (await user.post("/v1/channels", { name: "closed", type: "PRIVATE" })).body;
    await user.post(`/v1/channels/${channel.id}/users`, { userIds: [installed.botId] });
    const body = { text: "x", ephemeral: { sendToUsers: [grace.id] } };
    expect((await bot.post(`/v1/channels/${channel.id}/messages`, body)).status).toBe(404);
  });
});
