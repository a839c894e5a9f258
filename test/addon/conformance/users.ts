/** Operations on members. */
import { expect } from "vitest";
import { type Cases, never } from "./operation-cases";
import { outside, platforms, user } from "./wire";
import { nowMs, type World } from "./world";

const hour = 3_600_000;

/** Ada as she is listed. */
function ada(world: World, more: Record<string, unknown> = {}) {
  return user(world, {
    ...{ id: world.id.ada, role: "OWNER", title: "Countess", phone: "+43 1", timeZoneId: "Europe/Vienna" },
    ...more,
    ...{ email: "ada@example.com", name: "Ada" },
  });
}

/** Ada's custom status as the workspace keeps it. */
async function statusOfAda(world: World) {
  const { users } = await world.tables();
  return users.find(({ id }) => id === world.id.ada)!.customStatus;
}

export const userCases: Cases<"listUsers" | "listUserGroups" | "myInfo" | "customStatus"> = {
  listUsers: {
    ...{ method: "GET", kind: "read", group: "Users", scope: "users:list" },
    input: () => ({}),
    success: {
      "everybody, deactivated members and bots included": async (world, call) => {
        await call({ limit: 1, cursor: "" });
        const person = (name: string, more: Record<string, unknown> = {}) =>
          user(world, { ...more, email: `${name.toLowerCase()}@example.com`, name });
        const { grace, linus, mary, dora, pumble, bot, app } = world.id;
        return JSON.stringify([
          ada(world),
          person("Grace", { id: grace }),
          person("Linus", { id: linus }),
          person("Mary", { id: mary }),
          person("Dora", { id: dora, status: "DEACTIVATED" }),
          user(world, { id: pumble, isPumbleBot: true, name: "Pumble", email: "pumblebot@pumble.invalid" }),
          user(world, {
            ...{ id: bot, isAddonBot: true, title: "API keys", name: "API" },
            email: `${app}@bots.pumble.invalid`,
          }),
        ]);
      },
    },
    verbatim: '[ {"new":1.0, "id":"1"} ]',
    invalid: never("it takes no input"),
    unfit: never("it takes no input"),
    notFound: never("a workspace has members"),
    notAllowed: never("everybody sees the members"),
    taken: never("it names nothing"),
    elsewhere: never("members are in no channel alone"),
  },

  listUserGroups: {
    ...{ method: "GET", kind: "read", group: "Users", scope: "users:list" },
    input: () => ({}),
    success: {
      "every group": async (world, call) => {
        await call();
        const { ada, grace, workspace } = world.id;
        const { id } = (await world.tables()).groups[0]!;
        const named = `"name":"The crew","handle":"crew","description":"Everyone aboard"`;
        const people = `"createdBy":"${ada}","workspaceUserIds":["${ada}","${grace}"]`;
        return `[{"id":"${id}","workspaceId":"${workspace}",${named},"disabled":false,${people}}]`;
      },
    },
    verbatim: '[ {"new":1.0} ]',
    invalid: never("it takes no input"),
    unfit: never("it takes no input"),
    notFound: never("there may be no group"),
    notAllowed: never("everybody sees the groups"),
    taken: never("it names nothing"),
    elsewhere: never("groups are in no channel alone"),
  },

  myInfo: {
    ...{ method: "GET", kind: "read", group: "Users", scope: "user:read" },
    input: () => ({}),
    success: {
      "the key's owner": async (world, call) => {
        await call({ userId: world.id.grace });
        return JSON.stringify(ada(world));
      },
      "the key's owner with a custom status": async (world, call) => {
        const status = { code: ":bus:", status: "On the way", expiresAt: nowMs + hour };
        await world.act({ as: "ada", action: "set_status", ...status });
        await call();
        const { code, status: text, expiresAt } = status;
        const customStatus = { code, status: text, expiration: "custom", expiresAt, showUntil: true };
        return JSON.stringify(ada(world, { customStatus }));
      },
    },
    verbatim: '{ "id":"1", "new":1.0 }',
    invalid: never("it takes no input"),
    unfit: never("it takes no input"),
    notFound: never("members are deactivated, never removed"),
    notAllowed: never("everybody sees themselves"),
    taken: never("it names nothing"),
    elsewhere: never("the owner is in no channel alone"),
  },

  customStatus: {
    ...{ method: "POST", kind: "write", group: "Users", scope: "status:write" },
    input: () => ({ code: ":bus:", expiresAt: nowMs + hour }),
    success: {
      "nothing; the status is shown until then": async (world, call) => {
        await call({ code: ":palm_tree:", expiresAt: nowMs + hour });
        expect(await statusOfAda(world)).toEqual({
          ...{ code: ":palm_tree:", status: "", expiration: "custom", expiresAt: nowMs + hour },
          showUntil: true,
        });
        return "";
      },
      "nothing; the status is shown for ever": async (world, call) => {
        await call({ code: ":x:", status: "Away", expiresAt: 0, expiration: "never" });
        expect(await statusOfAda(world)).toEqual({
          ...{ code: ":x:", status: "Away", expiration: "never", expiresAt: 0, showUntil: false },
        });
        return "";
      },
    },
    verbatim: never("it answers nothing"),
    invalid: [
      [{}, { code: "must not be null", expiresAt: "must not be null" }],
      [
        { code: ":", expiresAt: -1 },
        { code: "must be at least 3 characters", expiresAt: "must be at least 0" },
      ],
      [
        { code: "x".repeat(103), status: "x".repeat(101), expiresAt: "soon", expiration: "hour2" },
        {
          code: "must be at most 102 characters",
          status: "must be at most 100 characters",
          expiresAt: "must be of type number",
          expiration: "Allowed values are never|min30|hour1|hour4|today|thisWeek|custom",
        },
      ],
      [
        { code: 1, status: 1, expiresAt: 1 },
        { code: "must be of type string", status: "must be of type string" },
      ],
    ],
    unfit: {
      "a time that has passed": () => [
        { code: ":bus:", expiresAt: nowMs - 1 },
        platforms("[expiresAt must be in the future]", 400000),
      ],
    },
    notFound: never("it is the owner's own"),
    notAllowed: never("everybody has a status"),
    taken: never("it names nothing"),
    elsewhere: {
      "a status, which every channel shows,": (world) => [
        { code: ":bus:", expiresAt: nowMs + hour, channelId: world.channel.random },
        outside,
      ],
    },
  },
};
