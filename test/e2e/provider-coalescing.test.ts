import { createHash } from "node:crypto";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { AddonProxy, Fault } from "./addon-proxy";
import { FilledWorkspace, type Spread } from "./filled-workspace";
import type { TerraformProject } from "./terraform-project";

/** Eighty messages within some seconds, then nothing for the rest of a minute, as a large apply posts them. */
const asApplied = (index: number) => (index % 80 === 60 ? 57 : 1);

/** One of so many, as if by chance, the same in every run. */
const anyOf = (count: number, index: number) =>
  createHash("sha256").update(`${index}`).digest().readUInt32BE() % count;

/** Others are read without Terraform in test/provider/reads/search.slow.test.ts. */
const spreads: Record<string, Spread> = {
  "4 messages in each of 200 channels": { channel: (index) => index % 200, pause: asApplied },
  "800 messages in one channel": { channel: () => 0 },
};

let filled: FilledWorkspace;
let project: TerraformProject;

/** Before the tests of a `describe`; each of them gets a new folder. */
function fillWith(spread: Spread): void {
  beforeAll(async () => {
    filled = await FilledWorkspace.of(spread);
  });
  afterAll(() => filled?.close());
  beforeEach(async () => {
    project = filled.project();
    await project.init();
  });
  afterEach(() => project?.remove());
}

/** Each request with what it asked. */
function asked({ exchanges }: AddonProxy): string[] {
  return exchanges.map(({ request, sent }) => `${request} ${sent}`);
}

/** Ids of all messages in the answers, as often as they came. */
function messagesIn({ exchanges }: AddonProxy): string[] {
  return exchanges
    .map(({ answer }) => JSON.parse(answer))
    .flatMap((answer) => answer.messages ?? answer.content ?? (answer.channelId ? [answer] : []))
    .map((message) => message.id);
}

async function expectPlanOfAtMost(most: number): Promise<void> {
  expect(await project.changes()).toEqual([]);
  const { requests } = filled.proxy;
  expect(requests.length).toBeLessThanOrEqual(most);
  expect(new Set(asked(filled.proxy)).size).toBe(requests.length);
}

describe.each(Object.entries(spreads))("%s", (_, spread) => {
  fillWith(spread);

  it("are planned with at most 60 requests, none of them twice", () => expectPlanOfAtMost(60));
});

describe("800 messages in any of 200 channels", () => {
  fillWith({ channel: (index) => anyOf(200, index), pause: asApplied });

  // How many there are depends on the order in which Terraform happens to ask; about 54.
  it("are planned with far fewer requests than there are channels", () => expectPlanOfAtMost(80));
});

describe("a plan of 4 messages in each of 200 channels", () => {
  const edited = [3, 250, 251, 799];
  const deleted = [0, 400, 600];
  const isSearch = (request: string) => request.endsWith("/searchMessages");

  fillWith(spreads["4 messages in each of 200 channels"]!);
  afterEach(() => {
    filled.proxy.fault = () => null;
    filled.proxy.requests.length = 0;
  });

  // A search that needs a third page shows the second where it begins again; which do depends on Terraform's order.
  it("reads few messages twice", async () => {
    expect(await project.changes()).toEqual([]);
    const read = messagesIn(filled.proxy);
    expect(read).toEqual(expect.arrayContaining(filled.posted.map(({ id }) => id)));
    expect(read.length).toBeLessThan(1.25 * new Set(read).size);
  });

  describe("after somebody changed and deleted some", () => {
    beforeAll(async () => {
      for (const index of edited) {
        await filled.act({ action: "edit", messageId: filled.posted[index]!.id, text: "Meddled with" });
      }
      for (const index of deleted) {
        await filled.act({ action: "delete", messageId: filled.posted[index]!.id });
      }
    });

    async function expectDrift(): Promise<void> {
      const changes = await project.changes();
      const planned = changes.map(({ address, change }) => `${change.actions.join()} ${address}`);
      const all = [
        ...edited.map((index) => `update pumble_message.it[${index}]`),
        ...deleted.map((index) => `create pumble_message.it[${index}]`),
      ];
      expect(planned.sort()).toEqual(all.sort());
      const before = changes.flatMap(({ change }) => change.before?.text ?? []);
      expect(before).toEqual(edited.map(() => "Meddled with"));
    }

    it("shows them, with a request for each", async () => {
      await expectDrift();
      expect(filled.proxy.requests.length).toBeLessThanOrEqual(60 + edited.length + deleted.length);
    });

    it("shows them while search has heard of nothing", async () => {
      const body = JSON.stringify({ content: [], totalElements: 0, hasMore: false });
      const headers = { "content-type": "application/json" };
      const nothing: Fault = { when: "before", status: 200, headers, body };
      filled.proxy.fault = (request) => (isSearch(request) ? nothing : null);
      await expectDrift();
      expect(filled.proxy.requests.filter(isSearch).length).toBeLessThanOrEqual(15);
    });

    it("shows them when searching fails", async () => {
      filled.proxy.fault = (request) => (isSearch(request) ? { when: "before", status: 500 } : null);
      await expectDrift();
      expect(filled.proxy.requests.filter(isSearch).length).toBeLessThanOrEqual(2);
    });
  });
});
