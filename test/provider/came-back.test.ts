// Somebody who left the workspace and came back has two users of one address: what names the address means who works.
import { describe, expect, it } from "vitest";
import type { PumbleClient } from "../../src/client";
import { renderMarkdown } from "../../src/provider/content/markdown";
import { importedUser, usersNamed } from "../../src/provider/people/people";
import { Workspace } from "../../src/provider/reads/workspace";
import type { User } from "../../src/pumble/operations/shapes";

const [left, back] = ["1", "2"].map((digit) => digit.repeat(24)) as [string, string];
const person = (id: string, email: string, status: string) => ({ id, email, name: id, role: "USER", status });
const before = person(left, "grace@example.com", "DEACTIVATED");
const now = person(back, "Grace@example.com", "ACTIVATED");

describe.each([
  ["before", [before, now]],
  ["after", [now, before]],
])("who left %s they came back", (_, list) => {
  const client = { listUsers: async () => list } as unknown as PumbleClient;
  const workspace = new Workspace(client, { id: "ada" } as User);

  it("is a member by address as who works", async () => {
    const named = { ids: null, emails: ["grace@EXAMPLE.com"] };
    const people = await usersNamed(named, workspace, { ids: "user_ids", emails: "emails" });
    expect(people.map(({ id }) => id)).toEqual([back]);
    const both = { ...named, ids: [back] };
    expect(await usersNamed(both, workspace, { ids: "user_ids", emails: "emails" })).toEqual(people);
  });

  it("is imported by address as who works, and by id as whoever that is", async () => {
    const imported = async (name: string) => (await importedUser(name, name, "member", workspace)).id;
    expect([await imported("grace@example.com"), await imported(left)]).toEqual([back, left]);
  });

  it("is mentioned as who works", async () => {
    const request = { allowBroadcast: false, baseUrl: null, unresolved: null, workspace, planning: false };
    const { blocks } = await renderMarkdown("@grace@example.com", request);
    expect(JSON.stringify(blocks)).toContain(back);
    expect(JSON.stringify(blocks)).not.toContain(left);
  });
});

it("who only left is still found", async () => {
  const client = { listUsers: async () => [before] } as unknown as PumbleClient;
  const workspace = new Workspace(client, { id: "ada" } as User);
  expect((await importedUser("grace@example.com", "", "member", workspace)).id).toBe(left);
});
