import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  comment,
  emptyStack,
  type Forge,
  gitHub,
  gitLab,
  markerOf,
  type Report,
  type StackReport,
  summarise,
} from "../../src/review";
import { ids, lists, planOf } from "./plan-json";
import { headSha, repository, type StandIn, standInGitHub, standInGitLab, token } from "./stand-in-forge";

function stackWith(name: string, text: string): StackReport {
  const after = { channel_id: ids.general, text, markdown: null, blocks: null };
  return summarise(planOf([{ address: "pumble_message.a", after }]), { stack: name, lists });
}

function reportOf(...stacks: StackReport[]): Report {
  return { format: 1, tool: "x", command: "plan", project: "p", environment: null, preview: false, stacks };
}

const kinds = {
  GitHub: {
    start: () => standInGitHub(),
    forge: (api: string): Forge => gitHub({ api, repository, token }),
    list: `GET /repos/${repository}/issues/12/comments?per_page=100`,
    create: `POST /repos/${repository}/issues/12/comments`,
    update: (id: number) => `PATCH /repos/${repository}/issues/comments/${id}`,
    me: "github-actions[bot]",
    other: "another[bot]-no",
  },
  GitLab: {
    start: () => standInGitLab(),
    forge: (api: string): Forge => gitLab({ api, project: repository, token }),
    list: "GET /projects/acme%2Fchat/merge_requests/12/notes?per_page=100&sort=asc&order_by=created_at",
    create: "POST /projects/acme%2Fchat/merge_requests/12/notes",
    update: (id: number) => `PUT /projects/acme%2Fchat/merge_requests/12/notes/${id}`,
    me: "bot",
    other: "eve",
  },
};

describe.each(Object.entries(kinds))("comments on %s", (_, kind) => {
  let server: StandIn;
  let forge: Forge;
  beforeEach(async () => {
    server = await kind.start();
    forge = kind.forge(server.url);
  });
  afterEach(() => server.close());

  it("the first plan makes a comment, with exactly these calls", async () => {
    const results = await comment(forge, 12, { report: reportOf(stackWith("a", "Welcome!")) });
    expect(results).toEqual([{ stack: "a", said: "created" }]);
    expect(server.taken()).toEqual(["GET /user", kind.list, kind.create]);
    expect(server.comments[0]?.body).toContain("“Welcome!”");
  });

  it("the next plan edits it, and the same plan again touches nothing", async () => {
    await comment(forge, 12, { report: reportOf(stackWith("a", "Welcome!")) });
    server.taken();
    const next = { report: reportOf(stackWith("a", "Hello!")) };
    expect(await comment(forge, 12, next)).toEqual([{ stack: "a", said: "updated" }]);
    expect(server.taken()).toEqual(["GET /user", kind.list, kind.update(100)]);
    expect(await comment(forge, 12, next)).toEqual([{ stack: "a", said: "unchanged" }]);
    expect(server.taken()).toEqual(["GET /user", kind.list]);
    expect(server.comments).toHaveLength(1);
    expect(server.comments[0]?.body).toContain("“Hello!”");
  });

  it("each stack has a comment of its own", async () => {
    const both = { report: reportOf(stackWith("a", "one"), stackWith("b", "two")) };
    await comment(forge, 12, both);
    expect(server.comments).toHaveLength(2);
    await comment(forge, 12, { report: reportOf(stackWith("a", "one"), stackWith("b", "three")) });
    expect(server.comments.map(({ body }) => /“(\w+)”/.exec(body)?.[1])).toEqual(["one", "three"]);
  });

  it("no change makes no comment, but brings one that is there up to date", async () => {
    const none = { report: reportOf(emptyStack("a")) };
    expect(await comment(forge, 12, none)).toEqual([{ stack: "a", said: "nothing to say" }]);
    expect(server.comments).toEqual([]);
    await comment(forge, 12, { report: reportOf(stackWith("a", "Welcome!")) });
    expect(await comment(forge, 12, none)).toEqual([{ stack: "a", said: "updated" }]);
    expect(server.comments[0]?.body).toContain("has no changes");
  });

  it("what is too long is cut with a note, and the forge takes it", async () => {
    const changes = Array.from({ length: 1200 }, (_, index) => ({
      address: `pumble_message.m${index}`,
      after: { channel_id: ids.general, text: `${index} ${"long ".repeat(200)}` },
    }));
    const report = reportOf(summarise(planOf(changes), { stack: "a", lists }));
    await comment(forge, 12, { report, run: "https://ci.example/run/1" });
    const body = server.comments[0]!.body;
    expect(body.length).toBeGreaterThan(forge.limit / 2);
    expect(body).toContain("_Cut, because it is too long for a comment.");
    expect(body).toContain("[in the run](https://ci.example/run/1)");
    expect(body.match(/<details>/g)?.length ?? 0).toBe(body.match(/<\/details>/g)?.length ?? 0);
  });

  it("a comment of somebody else that begins like ours is left alone", async () => {
    const report = reportOf(stackWith("a", "Welcome!"));
    const marker = markerOf(report, report.stacks[0]!);
    server.comments.push({ id: 1, body: `${marker}\nmine`, author: kind.other });
    await comment(forge, 12, { report });
    expect(server.comments[0]?.body).toBe(`${marker}\nmine`);
    expect(server.comments).toHaveLength(2);
  });

  it("our comment is found behind hundreds of others", async () => {
    for (let id = 1; id <= 250; id++) server.comments.push({ id, body: "talk", author: kind.other });
    await comment(forge, 12, { report: reportOf(stackWith("a", "one")) });
    server.taken();
    await comment(forge, 12, { report: reportOf(stackWith("a", "two")) });
    expect(server.comments).toHaveLength(251);
    expect(server.taken().filter((call) => call.startsWith(kind.list))).toHaveLength(3);
  });

  it("a hiccup while reading is tried again, one while posting is not: nothing is said twice", async () => {
    server.fail(502);
    await comment(forge, 12, { report: reportOf(stackWith("a", "one")) });
    expect(server.comments).toHaveLength(1);
    await forge.create(12, "x");
    server.fail(502);
    await expect(forge.create(12, "y")).rejects.toThrow("answered 502");
    expect(server.comments.map(({ body }) => body)).not.toContain("y");
  });

  it("a token that is refused is explained", async () => {
    server.fail(401);
    await expect(forge.review(12)).rejects.toMatchObject({
      message: expect.stringContaining("answered 401"),
      nextStep: expect.stringContaining("The token is not valid."),
    });
  });

  it("labels are those that the request has now", async () => {
    server.labels = ["allow-notify"];
    expect(await forge.review(12)).toMatchObject({ number: 12, labels: ["allow-notify"] });
    expect(await forge.reviewOfCommit(headSha)).toMatchObject({ number: 12, labels: ["allow-notify"] });
    expect(await forge.reviewOfCommit("f".repeat(40))).toBeNull();
  });
});

describe("GitHub", () => {
  it("a fork's pull request is found by its head, and only while it stands there", async () => {
    const server = await standInGitHub();
    try {
      const forge = gitHub({ api: server.url, repository, token });
      const head = { repository: "fork/chat", branch: "topic", sha: headSha };
      expect(await forge.reviewOfHead(head)).toMatchObject({ number: 12 });
      expect(await forge.reviewOfHead({ ...head, sha: "f".repeat(40) })).toBeNull();
    } finally {
      await server.close();
    }
  });

  it("a person's token edits that person's comments only", async () => {
    const server = await standInGitHub("ada");
    try {
      const forge = gitHub({ api: server.url, repository, token });
      server.comments.push({ id: 1, body: "a bot's", author: "github-actions[bot]" });
      server.comments.push({ id: 2, body: "hers", author: "ada" });
      expect(await forge.ownComments(12)).toEqual([{ id: 2, body: "hers" }]);
    } finally {
      await server.close();
    }
  });
});
