/** What comes to the addon from Pumble and by way of a browser: signed hooks of odd shapes, and odd turns of OAuth. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { chooseKeyAction, shortcutNames, slashCommandName } from "../../src/addon/manifest";
import { signatureHeaders } from "../../src/platform/signature";
import { callApi, startStack, type TestStack } from "../addon/stack";
import { oddTexts, oddValue } from "./odd-values";
import { mulberry, oneOf, type Random } from "./random";

/** The same requests each time; another seed gives others. */
const seed = Number(process.env.FUZZ_SEED ?? 20_261_127);
const requests = Number(process.env.FUZZ_REQUESTS ?? 1_200);
/** Requests under way at once. */
const workers = 8;

let stack: TestStack;
let folder: string;
let key: string;

beforeAll(async () => {
  console.log(`Fuzzing with FUZZ_SEED=${seed}`);
  folder = mkdtempSync(join(tmpdir(), "pumble-iac-addon-"));
  stack = await startStack({ databaseUrl: join(folder, "addon.sqlite"), env: { LOG_LEVEL: "warn" } });
  key = await stack.issueKey(stack.members[0]!);
});

afterAll(async () => {
  await stack?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Why work for a member of an odd workspace, or for nobody there is, ends: nobody can be told its outcome. */
const nobodyToTell = /not installed in this workspace|participants are not valid/;

type Json = Record<string, unknown>;

/** One trigger of each class as Pumble sends it, so that what is changed in it meets the code behind the checks. */
function triggers(workspaceId: string, userId: string, channelId: string): Json[] {
  const keyId = key.slice(4, 16);
  const actor = { workspaceId, userId, channelId, triggerId: "t" };
  const view = (callbackId: string) => ({
    id: "v",
    type: "MODAL",
    callbackId,
    blocks: [],
    state: {
      values: {
        name: { name: { value: "fuzz" } },
        expiry: { expiry: { value: "7" } },
        groups: { groups: { values: ["messages"] } },
        key: { [chooseKeyAction]: { value: keyId } },
      },
    },
  });
  const forms = [`add:${channelId}`, `choose:${channelId}`, `confirm:${channelId}:${keyId}`];
  const submit = { messageType: "VIEW_ACTION", viewActionType: "SUBMIT", ...actor };
  const ids = { workspaceUser: { id: "0123456789abcdef01234567" }, workspace: { id: workspaceId } };
  const event = { messageType: "PUMBLE_EVENT", workspaceId, workspaceUserIds: [userId] };
  return [
    ...["generate fuzz", "list", "help", "delete fuzz", "revoke fuzz"].map((text) => ({
      ...{ messageType: "SLASH_COMMAND", ...actor, slashCommand: slashCommandName, text, blocks: null },
    })),
    { messageType: "SHORTCUT", type: "GLOBAL", ...actor, shortcut: shortcutNames.add },
    { messageType: "SHORTCUT", type: "GLOBAL", ...actor, shortcut: shortcutNames.remove },
    { messageType: "SHORTCUT", type: "ON_MESSAGE", ...actor, shortcut: shortcutNames.add, messageId: "m" },
    {
      ...{ messageType: "BLOCK_INTERACTION", ...actor, sourceType: "VIEW", sourceId: "v" },
      ...{ actionType: "BUTTON", onAction: shortcutNames.add, payload: '{"value":"x"}', view: view("home") },
    },
    ...forms.map((callbackId) => ({ ...submit, view: view(callbackId) })),
    { ...submit, viewActionType: "CLOSE", view: view("add") },
    { messageType: "DYNAMIC_MENU", ...actor, onAction: chooseKeyAction, query: "f", view: view("choose") },
    { ...event, eventType: "NEW_MESSAGE", body: JSON.stringify({ mId: "m", tx: "x" }) },
    { ...event, eventType: "APP_UNAUTHORIZED", body: JSON.stringify(ids) },
    { ...event, eventType: "APP_UNINSTALLED", workspaceId: "another", body: JSON.stringify(ids) },
  ];
}

/** Changes one value somewhere below, or leaves it out, or adds one; text that holds JSON is changed inside. */
function change(value: unknown, random: Random): unknown {
  if (typeof value === "string" && value.startsWith('{"')) {
    return JSON.stringify(change(JSON.parse(value), random));
  }
  if (typeof value !== "object" || value === null || random() < 0.1) return oddValue(random);
  const entries = Object.entries(value);
  const at = Math.floor(random() * (entries.length + 1));
  const [name, old] = entries[at] ?? [oneOf(random, oddTexts), oddValue(random)];
  if (random() < 0.15) entries.splice(at, 1);
  else entries.splice(at, 1, [name, change(old, random)]);
  return Array.isArray(value) ? entries.map(([, entry]) => entry) : Object.fromEntries(entries);
}

async function hook(random: Random, known: Json[]): Promise<[string, RequestInit]> {
  let payload: unknown = oneOf(random, known);
  for (let times = Math.floor(random() * 3); times >= 0; times--) payload = change(payload, random);
  const body = JSON.stringify(payload) ?? "";
  const headers = signatureHeaders(body, stack.app.signingSecret, Date.now());
  if (random() < 0.05) headers[oneOf(random, Object.keys(headers))] = "0";
  return ["/hook", { method: "POST", headers, body }];
}

async function turnOfConsent(random: Random): Promise<[string, RequestInit]> {
  const begun = await fetch(`${stack.url}/install`, { redirect: "manual" });
  const state = new URL(begun.headers.get("location")!).searchParams.get("state")!;
  const query = new URLSearchParams();
  if (random() < 0.8) query.append("state", random() < 0.5 ? state : state.slice(1));
  if (random() < 0.3) query.append("state", oneOf(random, oddTexts));
  if (random() < 0.7) query.append("code", oneOf(random, oddTexts));
  if (random() < 0.3) query.append("error", oneOf(random, oddTexts));
  return [`${oneOf(random, ["/redirect", "/redirect", "/install"])}?${query}`, {}];
}

test(`${requests} odd hooks and turns of consent: no server error, no secret told`, async () => {
  const random = mulberry(seed);
  const ada = stack.members[0]!;
  const { workspaceId } = (await stack.control<{ workspaceId: string }[]>("GET", "/members"))[0]!;
  const channel = (await callApi(stack.url, key, "getChannel", { channel: "general" })).body.channel.id;
  const known = triggers(workspaceId, ada.id, channel);
  const { appKey, clientSecret, signingSecret } = stack.app;
  const hidden = [key.slice(17), appKey, clientSecret, signingSecret];
  const statuses = new Map<number, number>();
  let left = requests;
  const work = async (): Promise<void> => {
    while (left-- > 0) {
      const [path, init] = random() < 0.1 ? await turnOfConsent(random) : await hook(random, known);
      const response = await fetch(stack.url + path, { ...init, redirect: "manual" });
      const told = (await response.text()) + JSON.stringify([...response.headers]);
      statuses.set(response.status, (statuses.get(response.status) ?? 0) + 1);
      const about = `FUZZ_SEED=${seed}: ${path.slice(0, 500)} ${String(init.body).slice(0, 1_000)}`;
      if (response.status >= 500) throw new Error(`${about}\n${response.status} ${told}`);
      if (hidden.some((secret) => told.includes(secret)))
        throw new Error(`${about}\ntold a secret:\n${told}`);
      if (response.headers.has("x-injected")) throw new Error(`${about}\ninjected a header`);
    }
  };
  await Promise.all(Array.from({ length: workers }, work));
  expect([...statuses.keys()].sort()).toEqual([200, 302, 400, 403]);
  expect(statuses.get(200)).toBeGreaterThan(requests / 10);
  const failures = stack.log.filter((line) => line.includes('"level":"error"'));
  expect(failures.filter((line) => !nobodyToTell.test(line))).toEqual([]);
  expect(hidden.filter((secret) => stack.log.join("").includes(secret))).toEqual([]);
  expect((await fetch(`${stack.url}/readyz`)).status).toBe(200);
}, 120_000);
