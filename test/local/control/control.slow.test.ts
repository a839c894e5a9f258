import { createConnection } from "node:net";
import { describe, expect, test } from "vitest";
import { WorkspaceClock } from "../../../src/local";
import { call, control, installedWorkspace, startWorkspace } from "../support";

const start = Date.UTC(2030, 0, 7);

test("everything needs the control token", async () => {
  const workspace = await startWorkspace();
  for (const authorization of [undefined, "Bearer wrong", workspace.controlToken]) {
    const headers: Record<string, string> = authorization ? { authorization } : {};
    expect((await call(`${workspace.controlUrl}/members`, "GET", headers)).status).toBe(401);
  }
});

test("the members are the people, the owner first", async () => {
  const { control } = await installedWorkspace();
  const { body } = await control.get("/members");
  expect(body.map((user: { name: string }) => user.name)).toEqual(["Ada", "Grace", "Linus"]);
});

describe("acting as a member", () => {
  test("takes id, e-mail address or name, and follows that member's rights", async () => {
    const { control, grace, random } = await installedWorkspace();
    for (const as of [grace.id, "GRACE@example.com", "grace"]) {
      const { message } = await control.act(as, "post", { channel: "random", text: "x" });
      expect([message.author, message.channelId]).toEqual([grace.id, random]);
    }
    const { message } = await control.act("Ada", "post", { channel: "random", text: "ada's" });
    const refused = await control.post("/act", { as: "Grace", action: "delete", messageId: message.id });
    expect(refused.status).toBe(403);
  });

  test("renames, describes, converts, joins, leaves and opens direct channels", async () => {
    const { control, linus, ada } = await installedWorkspace();
    const made = await control.act("Ada", "create_channel", { name: "one" });
    const changed = await control.act("Ada", "change_channel", {
      channel: "one",
      name: "two",
      description: "d",
      type: "PRIVATE",
    });
    expect(changed.channel).toMatchObject({
      id: made.channel.id,
      name: "two",
      description: "d",
      channelType: "PRIVATE",
    });
    await control.act("Ada", "change_channel", { channel: "two", type: "PUBLIC" });
    expect((await control.act("Linus", "join", { channel: "two" })).users).toEqual([ada.id, linus.id]);
    await control.act("Linus", "leave", { channel: "two" });
    const direct = await control.act("Ada", "open_direct", { users: ["Linus", "Grace"] });
    expect(direct.users).toHaveLength(3);
  });

  test("changes and takes back one's own scheduled message, and nobody else's", async () => {
    const { control, user, random } = await installedWorkspace();
    const sendAt = 4_000_000_000_000;
    const draft = { channelId: random, text: "Later", sendAt, files: [] };
    const made = await user.post("/v1/messages/scheduled", draft);
    const { id: scheduledMessageId } = made.body;
    const edited = await control.act("Ada", "edit_scheduled", { scheduledMessageId, sendAt: sendAt - 1000 });
    expect(edited).toMatchObject({ text: "Later", sendAt: sendAt - 1000, channelId: random });
    const other = { as: "Grace", action: "cancel_scheduled", scheduledMessageId };
    expect((await control.post("/act", other)).status).toBe(404);
    expect(await control.act("Ada", "cancel_scheduled", { scheduledMessageId })).toEqual({});
    expect((await control.post("/act", { ...other, as: "Ada" })).status).toBe(404);
  });

  test("invites, promotes and renames members; a new one has the main channel and every bot's direct channel", async () => {
    const { control, page, general } = await installedWorkspace();
    const kay = await control.act("Ada", "add_user", { email: "kay@example.com", name: "Kay" });
    const { body: entries } = await page(kay).get("channels");
    const joined = entries.filter((entry: { channel: { isMember: boolean } }) => entry.channel.isMember);
    expect(joined.map(({ channel }: { channel: { channelType: string } }) => channel.channelType)).toEqual([
      ...["PUBLIC", "SELF", "DIRECT", "DIRECT"],
    ]);
    expect(joined[0].channel.id).toBe(general);
    const again = await control.post("/act", {
      as: "Ada",
      action: "add_user",
      email: "KAY@example.com",
      name: "K",
    });
    expect([again.status, again.body.message]).toEqual([400, "A user with this email already exists"]);
    const changed = await control.act("Ada", "change_user", {
      user: "Kay",
      role: "ADMINISTRATOR",
      title: "Dr",
    });
    expect(changed).toMatchObject({ name: "Kay", role: "ADMINISTRATOR", title: "Dr" });
  });

  test("makes and changes groups, whose members the API lists", async () => {
    const { control, user, grace, linus } = await installedWorkspace();
    await control.act("Ada", "create_group", { handle: "crew", name: "Crew", users: ["Grace"] });
    await control.act("Ada", "change_group", {
      group: "crew",
      users: ["Grace", "Linus"],
      description: "All",
    });
    const { body } = await user.get("/v1/workspaceUsers/groups");
    expect(body).toMatchObject([
      { handle: "crew", description: "All", workspaceUserIds: [grace.id, linus.id] },
    ]);
    expect(
      (await control.post("/act", { as: "Ada", action: "create_group", handle: "crew", name: "C" })).status,
    ).toBe(400);
  });

  test("pins a message to its channel and takes the pin off", async () => {
    const { control, user, random, grace } = await installedWorkspace();
    const { message } = await control.act("Ada", "post", { channel: "random", text: "keep" });
    await control.act("Grace", "pin", { messageId: message.id });
    const pins = async () => (await user.get(`/v1/channels/${random}`)).body.pinnedMessages;
    expect(await pins()).toEqual([{ workspaceUserId: grace.id, messageId: message.id }]);
    await control.act("Ada", "unpin", { messageId: message.id });
    expect(await pins()).toEqual([]);
  });

  test("an unknown member, action or channel is refused", async () => {
    const { control } = await installedWorkspace();
    expect(
      (await control.post("/act", { as: "Nobody", action: "post", channel: "random", text: "x" })).status,
    ).toBe(404);
    expect((await control.post("/act", { as: "Ada", action: "dance" })).status).toBe(400);
    expect(
      (await control.post("/act", { as: "Ada", action: "post", channel: "nowhere", text: "x" })).status,
    ).toBe(404);
  });

  test("a member who is deactivated does nothing, and others may activate them", async () => {
    const { control } = await installedWorkspace();
    await control.act("Ada", "deactivate", { user: "Grace" });
    const post = { as: "Grace", action: "post", channel: "random", text: "x" };
    expect(await control.post("/act", post)).toMatchObject({
      status: 403,
      body: { message: "Grace is deactivated" },
    });
    await control.act("Ada", "activate", { user: "Grace" });
    expect((await control.post("/act", post)).status).toBe(200);
  });
});

describe("the clock", () => {
  test("freezes, advances and runs on", async () => {
    const { control } = await installedWorkspace();
    expect((await control.post("/clock", { freezeAt: start })).body).toMatchObject({
      now: start,
      frozenAt: start,
    });
    expect((await control.post("/clock", { advanceMs: 90_000 })).body.now).toBe(start + 90_000);
    for (const change of [{ freezeAt: 9e15 }, { advanceMs: 9e15 }, { freezeAt: start, advanceMs: 4e12 }]) {
      expect((await control.post("/clock", change)).status).toBe(400);
    }
    const { message } = await control.act("Ada", "post", { channel: "random", text: "x" });
    expect(message.timestamp).toBe("2030-01-07T00:01:30Z");
    const running = (await control.post("/clock", { resume: true })).body;
    expect(running.frozenAt).toBeNull();
    expect(running.now - start - 90_000).toBeLessThan(60_000);
  });
});

describe("what is scheduled", () => {
  const hour = 3_600_000;

  test.each([
    ["is sent, each at its time, when the clock is to stand behind it", start + 3 * hour, [1, 2]],
    ["stays when the clock is to stand before it", start + hour / 2, []],
    ["stays when the clock goes back", start - hour, []],
  ])("%s", async (_, freezeAt, sent) => {
    const { control, user, general } = await installedWorkspace();
    await control.post("/clock", { freezeAt: start });
    for (const hours of [2, 1]) {
      const sendAt = start + hours * hour;
      await user.post("/v1/messages/scheduled", { channelId: general, text: "later", sendAt });
    }
    await control.post("/clock", { resume: true });
    await control.post("/clock", { freezeAt });
    const { messages } = (await user.get(`/v1/channels/${general}/messages`)).body;
    const later = messages.filter(({ text }: { text: string }) => text === "later");
    expect(later.map(({ timestampMilli }: { timestampMilli: number }) => timestampMilli)).toEqual(
      sent.map((hours) => start + hours * hour),
    );
  });
});

describe("the request log", () => {
  test("holds calls and hooks with status and bodies, and no secret of any kind", async () => {
    const { control, user, bot, installed, general, app } = await installedWorkspace();
    app.answer = () => ({ body: { message: `pmb_5f0c1d2e3a4b_${"x".repeat(38)}` } });
    await user.post(`/v1/channels/${general}/messages`, { text: "logged" });
    await bot.get("/oauth2/me");
    await control.act("Ada", "slash_command", { channel: "general", text: "/test" });
    const { body: entries } = await control.get("/requests");
    const text = JSON.stringify(entries);
    const { userToken, botToken, appKey, clientSecret, signingSecret } = installed;
    for (const secret of [userToken, botToken, appKey, clientSecret, signingSecret, "x".repeat(38)]) {
      expect(text).not.toContain(secret);
    }
    const post = entries.find((entry: { requestBody: string }) => entry.requestBody.includes("logged"));
    expect(post).toMatchObject({
      ...{
        direction: "in",
        method: "POST",
        url: `/v1/channels/${general}/messages`,
        status: 200,
        appId: installed.id,
      },
      requestHeaders: { token: "xput-…", "x-app-token": "xpat-…" },
      curl: expect.stringMatching(
        /^curl -X POST 'http:\/\/127\.0\.0\.1:\d+\/v1\/channels\/.*--data-raw '\{"text":"logged"\}'$/,
      ),
    });
    const hook = entries.find((entry: { direction: string }) => entry.direction === "hook");
    expect(hook).toMatchObject({ method: "POST", url: `${app.url}/hook`, status: 200, problem: null });
    expect(hook.requestHeaders["x-pumble-request-signature"]).toBeDefined();
    expect(entries.some((entry: { url: string }) => entry.url === "/oauth2/access")).toBe(true);
    await control.delete("/requests");
    expect((await control.get("/requests")).body).toEqual([]);
  });

  test("sends a hook again, signed anew, and knows no other entry to send", async () => {
    const { control, app } = await installedWorkspace();
    await control.act("Ada", "slash_command", { channel: "general", text: "/test twice" });
    const hooks = async () => {
      const entries = (await control.get("/requests")).body as { id: number; direction: string }[];
      return entries.filter((entry) => entry.direction === "hook");
    };
    const sent = (await hooks()).length;
    const last = (await hooks()).at(-1)!;
    expect((await control.post(`/requests/${last.id}/replay`, {})).status).toBe(200);
    const commands = app.hooks.map(({ json }) => json).filter((json) => json.messageType === "SLASH_COMMAND");
    expect(commands).toHaveLength(2);
    expect(commands[1]).toEqual(commands[0]);
    expect(await hooks()).toHaveLength(sent + 1);
    expect((await control.post("/requests/999999/replay", {})).status).toBe(404);
  });
});

describe("faults", () => {
  async function faulty(rule: object) {
    const setup = await installedWorkspace();
    const added = await setup.control.post("/faults", {
      path: "/v1/channels/*/messages",
      method: "POST",
      ...rule,
    });
    expect(added.status).toBe(200);
    const path = `/v1/channels/${setup.random}/messages`;
    const count = async () => (await setup.user.get(path)).body.messages.length - 1;
    return { ...setup, post: () => setup.user.post(path, { text: "x" }), count };
  }

  const answers: Record<string, [rule: object, status: number, body: unknown, messages: number]> = {
    "a status, and nothing happens": [
      { fault: "status", status: 503 },
      503,
      { message: "Fault on purpose (503)", localizedMessage: "Fault on purpose (503)", code: 503_000 },
      0,
    ],
    "a status of its own body, after it happened": [
      { fault: "status_after", status: 500, body: "oops" },
      500,
      "oops",
      1,
    ],
    "a page instead of JSON": [{ fault: "not_json" }, 200, "<html>Bad gateway</html>", 1],
    "no body": [{ fault: "empty" }, 200, "", 1],
    "half a body": [{ fault: "truncate" }, 200, expect.stringMatching(/^\{"id":[^}]*$/), 1],
  };
  for (const [fact, [rule, status, body, messages]] of Object.entries(answers)) {
    test(fact, async () => {
      const { post, count, control } = await faulty({ ...rule, count: 1 });
      const answer = await post();
      expect([answer.status, answer.body]).toEqual([status, body]);
      expect(await count()).toBe(messages);
      expect((await post()).status).toBe(200);
      const { body: log } = await control.get("/requests");
      expect(log.filter((entry: { problem: string | null }) => entry.problem)).toHaveLength(1);
    });
  }

  for (const [fault, messages] of [
    ["reset_before", 0],
    ["reset_after", 1],
  ] as const) {
    test(`${fault} breaks the connection with ${messages} messages sent`, async () => {
      const { post, count } = await faulty({ fault, count: 1 });
      await expect(post()).rejects.toMatchObject({ cause: { code: "ECONNRESET" } });
      expect(await count()).toBe(messages);
    });
  }

  test("headers can be set, and latency passes before the effect", async () => {
    const { post } = await faulty({
      fault: "status",
      status: 429,
      headers: { "retry-after": "7" },
      latencyMs: 60,
    });
    const before = performance.now();
    const answer = await post();
    expect([answer.status, answer.headers.get("retry-after")]).toEqual([429, "7"]);
    expect(performance.now() - before).toBeGreaterThan(55);
  });

  test("a rule can let calls pass first, hit by chance that repeats with its seed, and be removed", async () => {
    const pattern = async () => {
      const { post, control } = await faulty({ fault: "status", probability: 0.5, seed: 7, after: 2 });
      const statuses: number[] = [];
      for (let at = 0; at < 12; at += 1) statuses.push((await post()).status);
      await control.delete("/faults");
      expect((await post()).status).toBe(200);
      return statuses;
    };
    const first = await pattern();
    expect(first.slice(0, 2)).toEqual([200, 200]);
    expect(new Set(first)).toEqual(new Set([200, 503]));
    expect(await pattern()).toEqual(first);
  });

  test("only the rule's path and method are hit, and it can be taken away by its id", async () => {
    const { post, control, user, random } = await faulty({ fault: "status" });
    const path = `/v1/channels/${random}/messages`;
    expect((await post()).status).toBe(503);
    expect((await user.get(path)).status).toBe(200);
    expect((await user.post("/v1/messages/search", { text: "x" })).status).toBe(200);
    const [{ id, hits }] = (await control.get("/faults")).body;
    expect(hits).toBe(1);
    expect((await control.delete(`/faults/${id}`)).status).toBe(200);
    expect((await control.delete(`/faults/${id}`)).status).toBe(404);
    expect((await post()).status).toBe(200);
  });

  test("latency alone delays the call and lets it happen", async () => {
    const { post, count, control } = await faulty({ latencyMs: 60, count: 1 });
    const before = performance.now();
    expect((await post()).status).toBe(200);
    expect(performance.now() - before).toBeGreaterThan(55);
    expect(await count()).toBe(1);
    const problems = (await control.get("/requests")).body.map((entry: { problem: string }) => entry.problem);
    expect(problems).toContain("fault: latency");
  });

  test("an unknown fault or field is refused", async () => {
    const { control } = await installedWorkspace();
    for (const rule of [{ fault: "explode" }, { fault: "status", code: 500 }, { probability: 2 }]) {
      expect((await control.post("/faults", rule)).status).toBe(400);
    }
  });
});

describe("the state as a whole", () => {
  test("seed, act, reset: byte for byte the state of the seed; the page is told", async () => {
    const { control, page, ada } = await installedWorkspace({ clock: WorkspaceClock.frozenAt(start) });
    await control.post("/seed", {});
    const seeded = JSON.stringify((await control.get("/snapshot")).body);
    const events = await page(ada).events();
    await control.post("/clock", { advanceMs: 5000 });
    await control.act("Ada", "post", { channel: "random", text: "x" });
    await control.act("Ada", "create_channel", { name: "more" });
    const acted = (await control.get("/snapshot")).body;
    expect(JSON.stringify(acted)).not.toBe(seeded);
    await control.post("/reset");
    expect(JSON.stringify((await control.get("/snapshot")).body)).toBe(seeded);
    await events.next("reset");
    await control.post("/clock", { freezeAt: start });
    await control.post("/seed", {});
    expect(JSON.stringify((await control.get("/snapshot")).body)).toBe(seeded);
    await control.post("/restore", acted);
    expect((await control.get("/snapshot")).body).toEqual(acted);
  });

  test.each(["count", "secretCount", "lastSecond"])(
    "is refused where its %s could not be read back",
    async (id) => {
      const { control } = await installedWorkspace();
      const { ids, tables } = (await control.get("/snapshot")).body;
      expect((await control.post("/restore", { tables, ids: { ...ids, [id]: -1 } })).status).toBe(400);
      expect((await control.get("/snapshot")).body).toEqual({ ids, tables });
    },
  );

  test("two workspaces of the same seeds and clock have the same ids, times and tokens", async () => {
    const run = async () => {
      const { control, installed } = await installedWorkspace({
        ...{ clock: WorkspaceClock.frozenAt(start), idSeed: "a", secretSeed: "b" },
      });
      await control.act("Ada", "post", { channel: "random", text: "x" });
      const { body } = await control.get("/snapshot");
      const { manifest: _, ...app } = body.tables.apps[0];
      return JSON.stringify({ ...body, tables: { ...body.tables, apps: [app] } }) + JSON.stringify(installed);
    };
    expect(await run()).toBe(await run());
  });

  test("a seed in YAML takes the place of everything; a wrong one changes nothing", async () => {
    const workspace = await startWorkspace();
    const { post, get } = control(workspace);
    const before = JSON.stringify((await get("/snapshot")).body);
    const wrong = await post("/seed", { yaml: "users: []\nchannels: []\n" });
    expect([wrong.status, wrong.body.message]).toEqual([400, expect.stringContaining("line 1: users:")]);
    expect(JSON.stringify((await get("/snapshot")).body)).toBe(before);
    const yaml = "users: [{ email: kay@example.com, name: Kay }]\nchannels: [{ name: only }]\n";
    expect((await post("/seed", { yaml })).status).toBe(200);
    expect((await get("/members")).body.map((user: { name: string }) => user.name)).toEqual(["Kay"]);
  });
});

test("close ends event streams and idle connections at once", async () => {
  const workspace = await startWorkspace();
  await control(workspace).events();
  const { hostname, port } = new URL(workspace.workspaceUrl);
  const socket = createConnection(Number(port), hostname);
  const ended = new Promise((resolve) => socket.once("close", resolve));
  await new Promise((resolve) => socket.once("connect", resolve));
  await workspace.close();
  await ended;
  await expect(fetch(workspace.pageUrl)).rejects.toThrow();
});

test("a port that is taken is named", async () => {
  const workspace = await startWorkspace();
  const port = Number(new URL(workspace.workspaceUrl).port);
  await expect(startWorkspace({ port })).rejects.toThrow(`Port ${port} on 127.0.0.1 is taken.`);
});
