/** The world of the conformance cases: a workspace whose clock stands still, put back as it was before each case. */
import { randomUUID } from "node:crypto";
import type { z } from "zod";
import { systemClock } from "../../../src/addon/clock";
import { Cipher } from "../../../src/addon/store/cipher";
import { openDatabase } from "../../../src/addon/store/database";
import { GrantStore } from "../../../src/addon/store/grants";
import { type Seed, WorkspaceClock } from "../../../src/local";
import type { action } from "../../../src/local/control/actions";
import type * as record from "../../../src/local/core/state/records";
import type { OperationName } from "../../../src/pumble/operations/operations";
import { startStack, type TestMember, type TestStack } from "../stack";

/** What the workspace's clock says: the time of everything that is in it, and 345 ms that messages do not carry. */
export const nowMs = Date.UTC(2030, 2, 17, 17, 46, 40, 345);

/** Requests a minute, few enough to use them up. */
export const limits = { perKey: 50, perWorkspace: 120 } as const;

const people = ["ada", "grace", "linus", "mary", "dora"] as const;
const channels = ["general", "random", "old", "ada-only", "grace-only", "quiet"] as const;
const [ada, grace] = ["ada@example.com", "grace@example.com"];

/** Dora has left, Mary takes the app's access back, Linus grants it nothing. */
const seed: Seed = {
  workspace: { name: "Acme" },
  users: [
    {
      email: ada,
      name: "Ada",
      role: "OWNER",
      title: "Countess",
      phone: "+43 1",
      timeZoneId: "Europe/Vienna",
    },
    { email: grace, name: "Grace" },
    { email: "linus@example.com", name: "Linus" },
    { email: "mary@example.com", name: "Mary" },
    { email: "dora@example.com", name: "Dora", status: "DEACTIVATED" },
  ],
  groups: [{ handle: "crew", name: "The crew", description: "Everyone aboard", members: [ada, grace] }],
  channels: [
    { name: "general", description: "For everyone", main: true, messages: [{ from: ada, text: "Hello" }] },
    { name: "random", messages: [{ from: grace, text: "Anything" }] },
    { name: "old", archived: true, messages: [{ from: ada, text: "Long ago" }] },
    { name: "ada-only", type: "PRIVATE", members: [ada] },
    { name: "grace-only", type: "PRIVATE", creator: grace, members: [grace] },
    { name: "quiet", creator: grace, members: [grace] },
  ],
};

type Person = (typeof people)[number];
type ChannelName = (typeof channels)[number];

/** The keys that there are. Those without a member's name are Ada's. */
export type KeyName =
  | "ada"
  | "grace"
  /** Linus has granted the app no scope at all. */
  | "ungranted"
  /** Mary's; she no longer allows the app. */
  | "disallowed"
  | "readOnly"
  | "random"
  | "expired"
  | "revoked"
  | "Channels"
  | "Messages"
  | "Scheduled messages"
  | "Users";

/** What the workspace holds, as it keeps it. */
export interface Tables {
  workspaces: record.WorkspaceRecord[];
  users: record.UserRecord[];
  groups: record.UserGroupRecord[];
  channels: record.ChannelRecord[];
  memberships: record.MembershipRecord[];
  messages: record.MessageRecord[];
  scheduled: record.ScheduledRecord[];
}

/** What a member does at Pumble's own client. */
type Action = z.input<typeof action>;

/** Fields of a request. */
export type Input = Record<string, unknown>;

/** How a call is made where it is not made as usual. */
export interface HowToCall {
  /** Null: without a key. @default Ada's, which may do everything that she may */
  key?: KeyName | { text: string } | null;
  /** @default "ApiKey" */
  header?: string;
}

/** An answer, and what of its headers can be foretold. */
export interface Answer {
  status: number;
  /** Without those of the connection. */
  headers: Record<string, string>;
  text: string;
  requestId: string;
  /** The addon's time. */
  atMs: number;
  /** Requests that this key has left in this minute. */
  remaining: number;
}

/** What the platform is to answer: a text as it is, a value as JSON. */
export interface PlatformAnswer {
  status: number;
  body?: unknown;
  headers?: Record<string, string>;
}

/** An operation as it goes over the wire. */
export interface Route {
  name: OperationName;
  method: "GET" | "POST" | "DELETE";
}

export class World {
  readonly id: Record<Person | "bot" | "pumble" | "app" | "workspace", string>;
  readonly channel: Record<ChannelName, string>;
  /** Ada's message in #general. */
  readonly hello: string;
  /** Grace's message in #random. */
  readonly anything: string;
  /** A message in #old, which is archived. */
  readonly longAgo: string;
  /** A message that Ada has scheduled. */
  readonly planned: string;
  readonly #stack: TestStack;
  readonly #keys: ReadonlyMap<KeyName, string>;
  readonly #clock: { at: number | null };
  readonly #before: object;
  #calls = new Map<string, number>();

  private constructor(
    stack: TestStack,
    keys: ReadonlyMap<KeyName, string>,
    clock: { at: number | null },
    before: { tables: Tables },
  ) {
    this.#stack = stack;
    this.#keys = keys;
    this.#clock = clock;
    this.#before = before;
    const { users, channels: all, messages, scheduled, workspaces } = before.tables;
    const userNamed = (name: string) => users.find((user) => user.name.toLowerCase() === name)!.id;
    const named = people.map((name) => [name, userNamed(name)]);
    this.id = {
      ...(Object.fromEntries(named) as Record<Person, string>),
      ...{ bot: userNamed("api"), pumble: userNamed("pumble"), app: stack.app.id },
      workspace: workspaces[0]!.id,
    };
    this.channel = Object.fromEntries(
      channels.map((name) => [name, all.find((channel) => channel.name === name)!.id]),
    ) as Record<ChannelName, string>;
    const saying = (wanted: string) => messages.find(({ text }) => text === wanted)!.id;
    this.hello = saying("Hello");
    this.anything = saying("Anything");
    this.longAgo = saying("Long ago");
    this.planned = scheduled[0]!.id;
  }

  static async start(databaseUrl: string): Promise<World> {
    const clock: { at: number | null } = { at: null };
    const stack = await startStack({
      databaseUrl,
      env: {
        PUMBLE_ADDON_LIMIT_PER_KEY: String(limits.perKey),
        PUMBLE_ADDON_LIMIT_PER_WORKSPACE: String(limits.perWorkspace),
      },
      clock: { now: () => clock.at ?? Date.now() },
      workspace: { clock: WorkspaceClock.frozenAt(nowMs), seed },
    });
    const snapshot = () => stack.control<{ tables: Tables }>("GET", "/snapshot");
    const { tables } = await snapshot();
    const keys = await makeKeys(stack, tables.workspaces[0]!.id);
    // Hooks are signed with the real time: from here on none is needed.
    clock.at = nowMs;
    await narrowKeys(stack, keys, tables);
    return new World(stack, keys, clock, await snapshot());
  }

  get url(): string {
    return this.#stack.url;
  }

  /** The text of a key. */
  key(name: KeyName): string {
    return this.#keys.get(name)!;
  }

  /** Puts everything back, a minute later by the addon's clock. */
  async reset(): Promise<void> {
    await this.#stack.control("POST", "/restore", this.#before);
    this.nextMinute();
  }

  /** A minute later: nobody has called yet, and the addon remembers no name. */
  nextMinute(): void {
    this.#clock.at! += 60_000;
    this.#calls.clear();
  }

  /** What the workspace holds now. */
  async tables(): Promise<Tables> {
    return (await this.#stack.control<{ tables: Tables }>("GET", "/snapshot")).tables;
  }

  /** Does something in the workspace without the addon; gives the id of the message, if any. */
  async act(action: Action): Promise<string> {
    const { message } = await this.#stack.control<{ message?: { id: string } }>("POST", "/act", action);
    return message?.id ?? "";
  }

  /** Posts in #general as Ada, or as it is said. */
  post(text: string, more: Partial<Extract<Action, { action: "post" }>> = {}): Promise<string> {
    return this.act({ as: "ada", action: "post", channel: "general", text, ...more });
  }

  /** Lets the bot say something, which only the addon can; gives the id of the message. */
  async beep(channel: ChannelName): Promise<string> {
    const route = { name: "sendMessage", method: "POST" } as const;
    const { text } = await this.call(route, { channel, text: "Beep", asBot: true });
    return (JSON.parse(text) as { id: string }).id;
  }

  /** Makes a call that the platform answers like this, whatever it is asked. */
  async whilePlatformAnswers<Result>(fault: PlatformAnswer, call: () => Promise<Result>): Promise<Result> {
    await this.#stack.control("POST", "/faults", { fault: "status", ...fault });
    try {
      return await call();
    } finally {
      await this.#stack.control("DELETE", "/faults");
    }
  }

  /** Calls an operation: query for GET and DELETE, JSON for POST. */
  async call({ name, method }: Route, input: Input = {}, how: HowToCall = {}): Promise<Answer> {
    const { key = "ada", header = "ApiKey" } = how;
    const text = typeof key === "string" ? this.key(key) : key?.text;
    const target = new URL(`/${name}`, this.url);
    if (method !== "POST") {
      for (const [field, value] of Object.entries(input)) target.searchParams.set(field, String(value));
    }
    const requestId = randomUUID();
    const response = await fetch(target, {
      method,
      headers: {
        "x-request-id": requestId,
        ...(text === undefined ? {} : { [header]: text }),
        ...(method === "POST" ? { "content-type": "application/json" } : {}),
      },
      ...(method === "POST" ? { body: JSON.stringify(input) } : {}),
    });
    const { connection: _, "keep-alive": __, ...headers } = Object.fromEntries(response.headers);
    const calls = (this.#calls.get(text ?? "") ?? 0) + 1;
    this.#calls.set(text ?? "", calls);
    return {
      status: response.status,
      headers,
      text: await response.text(),
      ...{ requestId, atMs: this.#clock.at!, remaining: limits.perKey - calls },
    };
  }

  close(): Promise<void> {
    return this.#stack.close();
  }
}

/** Everybody's first key, by slash command. Linus then grants nothing any more, and of Mary no token is left. */
async function makeKeys(stack: TestStack, workspaceId: string): Promise<Map<KeyName, string>> {
  const [ada, grace, linus, mary] = stack.members as [TestMember, TestMember, TestMember, TestMember];
  const keys = new Map<KeyName, string>([["ada", await stack.issueKey(ada)]]);
  for (const [name, member] of Object.entries({ grace, ungranted: linus, disallowed: mary })) {
    await stack.authorize(member);
    keys.set(name as KeyName, await stack.issueKey(member));
  }
  const install = await fetch(`${stack.url}/install`, { redirect: "manual" });
  const consent = new URL(install.headers.get("location")!);
  consent.searchParams.set("scopes", "");
  await stack.authorize(linus, consent.href);
  const { db, close } = await openDatabase(stack.config.databaseUrl);
  const cipher = new Cipher(stack.config.encryptionKeys);
  await new GrantStore(db, cipher, systemClock).removeUser(workspaceId, mary.id);
  await close();
  return keys;
}

/** Ada's keys that may do less, and the message that she has scheduled. */
async function narrowKeys(stack: TestStack, keys: Map<KeyName, string>, { channels }: Tables): Promise<void> {
  const call = async (method: string, path: string, body?: object) => {
    const response = await fetch(stack.url + path, {
      method,
      headers: { ApiKey: keys.get("ada")! },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return text ? JSON.parse(text) : undefined;
  };
  const make = async (name: KeyName, more: object) => {
    const { apiKey, key } = await call("POST", "/api-keys", { name, ...more });
    keys.set(name, apiKey);
    return key.id as string;
  };
  const idOf = (wanted: ChannelName) => channels.find(({ name }) => name === wanted)!.id;
  await make("readOnly", { scopes: { readOnly: true } });
  await make("random", { scopes: { channels: [idOf("random")] } });
  for (const group of ["Channels", "Messages", "Scheduled messages", "Users"] as const) {
    await make(group, { scopes: { groups: [group] } });
  }
  await make("expired", { expiresAt: nowMs + 1 });
  await call("DELETE", `/api-keys/${await make("revoked", {})}`);
  const planned = { channelId: idOf("general"), text: "Planned", sendAt: nowMs + 3_600_000 };
  await call("POST", "/createScheduledMessage", planned);
}
