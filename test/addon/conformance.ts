/** Wire compatibility of the public API: one suite, run on each database, against a real workspace. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type OperationName, operationNames, operations } from "../../src/pumble/operations";
import type { TestDatabase } from "./databases";
import { callApi, startStack, type TestMember, type TestStack } from "./stack";

const nobody = "0123456789abcdef01234567";
const hour = 3_600_000;

/** Declares the suite. @param database names it; names made by it hold it too */
export function conformanceOn(database: string, start: () => Promise<TestDatabase>): void {
  describe(`the public API on ${database}`, () => {
    let server: TestDatabase;
    let stack: TestStack;
    let ada: TestMember;
    let grace: TestMember;
    let key: string;
    let graceKey: string;
    let general: string;
    let secret: string;

    const api = (name: OperationName, input: Record<string, unknown> = {}, as: string | null = key) =>
      callApi(stack.url, as, name, input);
    const send = async (text: string, more: Record<string, unknown> = {}) =>
      (await api("sendMessage", { channel: "general", text, ...more })).body.id as string;
    const schedule = async (text = "later") => {
      const input = { channelId: general, text, sendAt: Date.now() + hour };
      return (await api("createScheduledMessage", input)).body.id as string;
    };
    const raw = (path: string, init: RequestInit = {}) =>
      fetch(stack.url + path, { ...init, headers: { ApiKey: key, ...init.headers } });

    beforeAll(async () => {
      server = await start();
      stack = await startStack({ databaseUrl: server.url });
      [ada, grace] = stack.members as [TestMember, TestMember];
      await stack.authorize(grace);
      key = await stack.issueKey(ada);
      graceKey = await stack.issueKey(grace);
      general = (await api("getChannel", { channel: "general" })).body.channel.id;
      secret = (await api("createChannel", { name: "ada only", type: "PRIVATE" })).body.id;
    }, 60_000);

    afterAll(async () => {
      await stack?.close();
      await server?.stop();
    });

    /** A call that succeeds, and what its body looks like; undefined stands for the empty body. */
    const successes: { [Name in OperationName]: [() => Promise<Record<string, unknown>>, unknown] } = {
      listChannels: [
        async () => ({}),
        expect.arrayContaining([
          {
            channel: expect.objectContaining({ name: "general" }),
            users: expect.any(Array),
            pinnedMessages: [],
          },
        ]),
      ],
      getChannel: [
        async () => ({ channel: "general" }),
        { channel: expect.objectContaining({ name: "general" }), users: expect.any(Array) },
      ],
      createChannel: [
        async () => ({ name: "Two Words", type: "PUBLIC", description: "d" }),
        { id: expect.stringMatching(/^[0-9a-f]{24}$/), name: "two-words" },
      ],
      addUsersToChannel: [async () => ({ channelId: secret, userIds: [grace.id] }), undefined],
      removeUserFromChannel: [async () => ({ channelId: secret, userId: grace.id }), undefined],
      sendMessage: [
        async () => ({ channel: "general", text: "hi" }),
        { id: expect.stringMatching(/^[0-9a-f]{24}$/), channelId: expect.any(String) },
      ],
      sendReply: [
        async () => ({ channel: "general", messageId: await send("root"), text: "reply" }),
        { id: expect.any(String), channelId: expect.any(String) },
      ],
      dmUser: [
        async () => ({ email: grace.email, text: "psst" }),
        { id: expect.any(String), channelId: expect.any(String) },
      ],
      dmGroup: [
        async () => ({ userIds: [grace.id, stack.members[2]!.id], text: "you two" }),
        { id: expect.any(String), channelId: expect.any(String) },
      ],
      fetchMessage: [
        async () => ({ channelId: general, messageId: await send("one") }),
        expect.objectContaining({ text: "one", subtype: "", reactions: [], edited: false }),
      ],
      fetchThreadReplies: [
        async () => {
          const rootMessageId = await send("thread");
          await send("first reply", { threadRootId: rootMessageId });
          return { channelId: general, rootMessageId };
        },
        [expect.objectContaining({ text: "first reply" })],
      ],
      searchMessages: [
        async () => {
          await send("needle in a haystack");
          return { text: "needle", in: ["general"], from: [ada.name] };
        },
        {
          content: [expect.objectContaining({ text: "needle in a haystack" })],
          totalElements: 1,
          hasMore: false,
        },
      ],
      deleteMessage: [async () => ({ channelId: general, messageId: await send("gone") }), undefined],
      listMessages: [
        async () => ({ channel: "general", limit: 2 }),
        { messages: [expect.anything(), expect.anything()], hasMoreBefore: true, hasMoreAfter: false },
      ],
      addReaction: [async () => ({ messageId: await send("nice"), reaction: ":+1:" }), { status: "ok" }],
      removeReaction: [
        async () => {
          const messageId = await send("not so nice");
          await api("addReaction", { messageId, reaction: ":+1:" });
          return { messageId, reaction: ":+1:" };
        },
        { status: "ok" },
      ],
      editMessage: [
        async () => ({ channelId: general, messageId: await send("before"), text: "after" }),
        undefined,
      ],
      createScheduledMessage: [
        async () => ({ channelId: general, text: "soon", sendAt: Date.now() + hour }),
        { id: expect.any(String), channelId: expect.any(String) },
      ],
      fetchScheduledMessages: [
        async () => {
          await schedule();
          return { channelId: general };
        },
        {
          scheduledMessages: expect.arrayContaining([expect.objectContaining({ text: "later" })]),
          hasMore: false,
        },
      ],
      fetchScheduledMessage: [
        async () => ({ scheduledMessageId: await schedule("this one") }),
        expect.objectContaining({ text: "this one" }),
      ],
      editScheduledMessage: [
        async () => ({
          scheduledMessageId: await schedule(),
          channelId: general,
          text: "changed",
          sendAt: Date.now() + 2 * hour,
        }),
        expect.objectContaining({ text: "changed" }),
      ],
      deleteScheduledMessage: [async () => ({ scheduledMessageId: await schedule() }), undefined],
      listUsers: [async () => ({}), expect.arrayContaining([expect.objectContaining({ name: "Ada" })])],
      listUserGroups: [async () => ({}), expect.any(Array)],
      myInfo: [async () => ({}), expect.objectContaining({ name: "Ada", role: "OWNER" })],
      customStatus: [async () => ({ code: ":palm_tree:", expiresAt: Date.now() + hour }), undefined],
    };

    for (const name of operationNames) {
      const [input, expected] = successes[name];
      test(`${name} answers ${expected === undefined ? "200 with an empty body" : "its result"}`, async () => {
        const answer = await api(name, await input());
        expect([answer.status, answer.text.slice(0, expected === undefined ? 100 : 0)]).toEqual([200, ""]);
        expect(answer.body).toEqual(expected);
        const type = expected === undefined ? null : "application/json; charset=utf-8";
        expect(answer.headers.get("content-type")).toBe(type);
        const { output } = operations[name];
        if (output) expect(output.safeParse(answer.body).error).toBeUndefined();
      });

      test(`${name} refuses a wrong key, and one that is missing`, async () => {
        const wrong = await api(name, {}, "0123456789abcdef0123456789abcdef");
        expect([wrong.status, wrong.text]).toEqual([403, '{"error":"invalid api key"}']);
        expect(wrong.headers.get("x-pumble-error")).toBe("not_authenticated");
        const missing = await api(name, {}, null);
        expect([missing.status, Object.keys(missing.body)]).toEqual([403, ["error"]]);
        expect(missing.headers.get("x-pumble-error")).toBe("not_authenticated");
      });
    }

    /** Inputs that are refused: the text of the message, and the fields that the header names. */
    const invalid: [OperationName, () => Record<string, unknown>, string, string][] = [
      ["createChannel", () => ({ type: "PUBLIC" }), "[must not be null]", "name must not be null"],
      [
        "createChannel",
        () => ({ name: null, type: "PUBLIC" }),
        "[must not be null]",
        "name must not be null",
      ],
      [
        "createChannel",
        () => ({ name: "x", type: "SECRET" }),
        "[Allowed values are PUBLIC|PRIVATE]",
        "type Allowed",
      ],
      ["sendMessage", () => ({ channel: "general" }), "[must not be null]", "text must not be null"],
      [
        "sendMessage",
        () => ({ channel: "general", text: "" }),
        "[must not be empty]",
        "text must not be empty",
      ],
      ["sendMessage", () => ({ text: "x" }), "[channelId or channel is required]", "channelId or channel"],
      ["sendMessage", () => ({ channel: "general", text: 1 }), "[must be of type string]", "text must be"],
      ["getChannel", () => ({}), "[channelId or channel is required]", "channelId or channel"],
      ["fetchMessage", () => ({ channel: "general" }), "[must not be null]", "messageId must not be null"],
      ["listMessages", () => ({ channel: "general", limit: 201 }), "[must be at most 200]", "limit must be"],
      [
        "listMessages",
        () => ({ channel: "general", limit: "many" }),
        "[must be of type number]",
        "limit must be",
      ],
      [
        "addReaction",
        () => ({ messageId: nobody, reaction: "+1" }),
        "[must be an emoji code such as :+1:]",
        "reaction",
      ],
      [
        "editScheduledMessage",
        () => ({ scheduledMessageId: nobody }),
        "[must not be null]",
        "channelId must not be null; text",
      ],
      ["searchMessages", () => ({}), "[text, from or in is required]", "text, from or in"],
      ["dmUser", () => ({ text: "x" }), "[userId or email is required]", "userId or email"],
      ["deleteScheduledMessage", () => ({}), "[must not be null]", "scheduledMessageId must not be null"],
      ["customStatus", () => ({ code: ":x:" }), "[must not be null]", "expiresAt must not be null"],
    ];
    for (const [name, input, message, fields] of invalid) {
      test(`${name} ${JSON.stringify(input())} is refused with ${message}`, async () => {
        const answer = await api(name, input());
        expect(answer.status).toBe(403);
        expect(answer.text).toBe(JSON.stringify({ message, localizedMessage: message, code: 400000 }));
        expect(answer.headers.get("x-pumble-error")).toBe("invalid");
        expect(answer.headers.get("x-pumble-error-fields")).toContain(fields);
      });
    }

    const notFound: [OperationName, () => Record<string, unknown>, Record<string, unknown>][] = [
      [
        "getChannel",
        () => ({ channel: "nowhere" }),
        { error: "Could not find channel with that identifier" },
      ],
      [
        "sendMessage",
        () => ({ channel: "nowhere", text: "x" }),
        { error: "Could not find channel with that identifier" },
      ],
      [
        "listMessages",
        () => ({ channel: "nowhere" }),
        { error: "Could not find channel with that identifier" },
      ],
      [
        "dmUser",
        () => ({ email: "nobody@example.com", text: "x" }),
        { error: "Could not find user with that identifier" },
      ],
      [
        "fetchMessage",
        () => ({ channelId: general, messageId: nobody }),
        { message: "Not found", localizedMessage: "Not found", code: 404100 },
      ],
      [
        "deleteMessage",
        () => ({ channelId: general, messageId: nobody }),
        { message: "Not found", localizedMessage: "Not found", code: 404100 },
      ],
      [
        "editMessage",
        () => ({ channelId: general, messageId: nobody, text: "x" }),
        { message: "Not found", localizedMessage: "Not found", code: 404100 },
      ],
      [
        "fetchScheduledMessage",
        () => ({ scheduledMessageId: nobody }),
        { message: "Not found", localizedMessage: "Not found", code: 404100 },
      ],
      [
        "deleteScheduledMessage",
        () => ({ scheduledMessageId: nobody }),
        { message: "Not found", localizedMessage: "Not found", code: 404100 },
      ],
    ];
    for (const [name, input, body] of notFound) {
      test(`${name} of what does not exist is 403 and not_found`, async () => {
        const answer = await api(name, input());
        expect([answer.status, answer.text]).toEqual([403, JSON.stringify(body)]);
        expect(answer.headers.get("x-pumble-error")).toBe("not_found");
      });
    }

    test("a name that is taken is refused with the platform's body, as taken", async () => {
      const answer = await api("createChannel", { name: "General", type: "PUBLIC" });
      expect(answer.status).toBe(403);
      expect(answer.body.message).toBe("This channel name is already taken");
      expect(answer.headers.get("x-pumble-error")).toBe("taken");
    });

    test("a private channel of others is not to be seen", async () => {
      const answer = await api("getChannel", { channel: "ada-only" }, graceKey);
      expect([answer.status, answer.headers.get("x-pumble-error")]).toEqual([403, "not_found"]);
      expect((await api("listMessages", { channelId: secret }, graceKey)).status).toBe(403);
    });

    test("nobody edits or deletes another member's message", async () => {
      const messageId = await send("mine");
      const edit = await api("editMessage", { channelId: general, messageId, text: "yours" }, graceKey);
      expect(edit.status).toBe(403);
      expect((await api("fetchMessage", { channelId: general, messageId })).body.text).toBe("mine");
    });

    test("dmUser to oneself and removing a non-member are refused", async () => {
      expect((await api("dmUser", { userId: ada.id, text: "me" })).status).toBe(403);
      expect(
        (await api("removeUserFromChannel", { channelId: secret, userId: stack.members[2]!.id })).status,
      ).toBe(403);
    });

    test("asBot posts as the bot, and the message can be edited and deleted again", async () => {
      const messageId = await send("from the bot", { asBot: true });
      const message = await api("fetchMessage", { channelId: general, messageId });
      expect(message.body.author).not.toBe(ada.id);
      expect(message.body.authorAppId).toBe(stack.app.id);
      expect((await api("editMessage", { channelId: general, messageId, text: "edited" })).text).toBe("");
      expect((await api("fetchMessage", { channelId: general, messageId })).body.text).toBe("edited");
      expect((await api("deleteMessage", { channelId: general, messageId })).status).toBe(200);
    });

    test("sendMessage and sendReply keep blocks and show a reply in the channel when asked to", async () => {
      const blocks = [
        {
          type: "rich_text",
          elements: [
            { type: "rich_text_section", elements: [{ type: "text", text: "bold", style: { bold: true } }] },
          ],
        },
      ];
      const messageId = await send("plain", { blocks });
      const reply = await api("sendReply", {
        ...{ channelId: general, messageId, text: "plain", blocks, alsoSendToChannel: true },
      });
      const root = await api("fetchMessage", { channelId: general, messageId });
      const answer = await api("fetchMessage", { channelId: general, messageId: reply.body.id });
      expect([root.body.blocks, answer.body.blocks]).toEqual([blocks, blocks]);
      expect(answer.body.threadReplyInfo).toMatchObject({ rootId: messageId, replySentToChannel: true });
    });

    for (const header of ["ApiKey", "apikey", "APIKEY", "Api-Key", "api-key", "API-KEY"]) {
      test(`the key is taken from ${header}`, async () => {
        const response = await fetch(`${stack.url}/myInfo`, { headers: { [header]: key } });
        expect(response.status).toBe(200);
      });
    }

    test("a key in the query is not taken", async () => {
      expect((await fetch(`${stack.url}/myInfo?ApiKey=${key}&Api-Key=${key}`)).status).toBe(403);
    });

    test("unknown fields and an empty cursor are ignored", async () => {
      expect((await raw("/listChannels?limit=1&cursor=")).status).toBe(200);
      expect((await raw("/listMessages?channel=general&cursor=&limit=&strategy=&x=1")).status).toBe(200);
      const body = { channel: "general", channelId: "", text: "hi", threadRootId: null, x: { y: 1 } };
      expect((await api("sendMessage", body)).status).toBe(200);
    });

    test("an id is taken where a name is expected, and a name is normalised", async () => {
      expect((await api("getChannel", { channel: general })).body.channel.name).toBe("general");
      expect((await api("getChannel", { channel: " GENERAL" })).body.channel.id).toBe(general);
    });

    test("channelId wins over channel", async () => {
      const answer = await api("getChannel", { channelId: general, channel: "random" });
      expect(answer.body.channel.id).toBe(general);
    });

    for (const type of ["application/x-www-form-urlencoded", "text/plain", "application/json"]) {
      test(`a JSON body is read under content-type ${type}`, async () => {
        const response = await raw("/sendMessage", {
          method: "POST",
          headers: { "content-type": type },
          body: JSON.stringify({ channel: "general", text: "hi" }),
        });
        expect(response.status).toBe(200);
      });
    }

    const bodies: Record<string, string> = {
      "no JSON": "{",
      "a JSON list": "[]",
      "a JSON null": "null",
      "deep JSON": `{"blocks":${"[".repeat(100_000)}${"]".repeat(100_000)}}`,
    };
    for (const [name, body] of Object.entries(bodies)) {
      test(`a body of ${name} is refused as invalid`, async () => {
        const response = await raw("/sendMessage", { method: "POST", body });
        expect(response.status).toBe(403);
        expect(await response.json()).toMatchObject({ code: 400000 });
      });
    }

    test("a body over 1 MiB is refused", async () => {
      const response = await raw("/sendMessage", { method: "POST", body: "x".repeat(1024 * 1024 + 1) });
      expect(response.status).toBe(413);
    });

    test("pages of messages walk back without loss or repetition", async () => {
      const { body: channel } = await api("createChannel", { name: `paging ${database}`, type: "PUBLIC" });
      const sent: string[] = [];
      for (let number = 0; number < 7; number++) {
        sent.push((await api("sendMessage", { channelId: channel.id, text: `${number}` })).body.id);
      }
      const first = await api("listMessages", { channelId: channel.id, limit: 3 });
      const ids = first.body.messages.map((message: { id: string }) => message.id);
      expect(ids).toEqual(sent.slice(-3));
      const older = await api("listMessages", {
        channelId: channel.id,
        limit: 10,
        cursor: ids[0],
        strategy: "BEFORE",
      });
      const olderIds = older.body.messages.map((message: { id: string }) => message.id);
      expect(olderIds.filter((id: string) => sent.slice(0, 4).includes(id))).toEqual(sent.slice(0, 4));
      expect([older.body.hasMoreBefore, older.body.hasMoreAfter]).toEqual([false, null]);
    });

    test("upstream trouble is 429, or 502 that names the call", async () => {
      await stack.control("POST", "/faults", {
        path: "/v1/workspaceUsers",
        fault: "status",
        status: 429,
        count: 1,
      });
      const busy = await api("listUsers");
      expect([busy.status, busy.headers.get("x-pumble-error")]).toEqual([429, "rate_limited"]);
      expect(Number(busy.headers.get("retry-after"))).toBeGreaterThan(0);
      await stack.control("POST", "/faults", {
        path: "/v1/workspaceUsers",
        fault: "status",
        status: 503,
        count: 1,
      });
      const down = await api("listUsers");
      expect([down.status, down.headers.get("x-pumble-error")]).toEqual([502, "unavailable"]);
      expect(down.body.error).toBe(
        "Pumble cannot be reached: GET /v1/workspaceUsers: the platform failed (503)",
      );
    });

    test("a path or a method that is none is answered in words", async () => {
      const missing = await raw("/deleteChannel");
      expect([missing.status, Object.keys((await missing.json()) as object)]).toEqual([404, ["error"]]);
    });
  });
}
