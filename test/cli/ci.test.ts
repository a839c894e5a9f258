/** Which pull request a job is about, and so whose labels give leave. */
import { describe, expect, it } from "vitest";
import { labelsOf, reviewOf, reviewToTell, subjectOf } from "../../src/cli/running/ci";
import { type CiJob, type Forge, ForgeProblem } from "../../src/review";

const job: CiJob = {
  ...{ forge: "github", repository: "acme/chat", review: null, head: null, sha: null },
  ...{ run: null, labels: null },
};
const head = { repository: "fork/chat", branch: "b", sha: "s" };

/** A forge with a request by number, one with this commit, and perhaps one from that head. */
function forgeWith(fromHead: number | null = 3): Forge {
  const request = (number: number) => ({ number, title: "", url: `u${number}`, labels: [`of ${number}`] });
  return {
    ...{
      name: "GitHub",
      limit: 1,
      ownComments: async () => [],
      create: async () => {},
      update: async () => {},
    },
    review: async (number) => request(number),
    reviewOfCommit: async () => request(2),
    reviewOfHead: async () => (fromHead === null ? null : request(fromHead)),
  };
}

describe("the request that a job is about", () => {
  it.each<[string, Partial<CiJob>, number | undefined, number | undefined]>([
    ["is the one that somebody names", { review: 1, head, sha: "s" }, 9, 9],
    ["is the one that the job names", { review: 1, head, sha: "s" }, undefined, 1],
    ["is the one from the head that started it", { head, sha: "s" }, undefined, 3],
    ["is the one that its commit came with", { sha: "s" }, undefined, 2],
    ["is none where the job names nothing", {}, undefined, undefined],
  ])("%s", async (_, says, named, number) => {
    const ci = { job: { ...job, ...says }, forge: forgeWith() };
    expect((await reviewOf(ci, named))?.number).toBe(number);
  });

  it("is none when the fork's branch has moved on, though the job's own commit came with one", async () => {
    const ci = { job: { ...job, head, sha: "s", labels: null }, forge: forgeWith(null) };
    expect(await reviewOf(ci)).toBeNull();
    expect(await labelsOf(ci)).toEqual([]);
  });

  it.each<[string, Partial<CiJob>, Parameters<typeof reviewToTell>[1], number | undefined]>([
    ["an apply on the one that its commit came with", { sha: "s" }, "apply", 2],
    ["drift on none, for its commit is only the newest one", { sha: "s" }, "drift", undefined],
    ["drift on the one that the job names", { sha: "s", review: 1 }, "drift", 1],
  ])("has told %s", async (_, says, command, number) => {
    const ci = { job: { ...job, ...says }, forge: forgeWith() };
    expect((await reviewToTell(ci, command))?.number).toBe(number);
    expect((await reviewToTell(ci, command, 9))?.number).toBe(9);
  });

  it("that the forge does not tell is explained", async () => {
    const forge = { ...forgeWith(), review: () => Promise.reject(new ForgeProblem("No.", "Do it.")) };
    await expect(reviewOf({ job: { ...job, review: 1 }, forge })).rejects.toMatchObject({
      name: "CliProblem",
      nextStep: "Do it.",
    });
  });
});

describe("labels", () => {
  const labelled = { ...job, review: 1, labels: ["at the event"] };
  it.each([
    ["are those that the forge has now", { job: labelled, forge: forgeWith() }, ["of 1"]],
    [
      "are those of the event where the forge cannot be asked",
      { job: labelled, forge: null },
      ["at the event"],
    ],
    ["are none outside a job", { job: null, forge: null }, []],
  ])("%s", async (_, ci, labels) => {
    expect(await labelsOf(ci)).toEqual(labels);
  });
});

it.each([
  ["the request and its address", forgeWith(), { title: "acme/chat#1", url: "u1" }],
  ["the request alone where nobody can be asked", null, { title: "acme/chat#1", url: null }],
])("a thread is about %s", async (_, forge, subject) => {
  expect(await subjectOf({ job: { ...job, review: 1 }, forge }, "acme")).toEqual(subject);
  expect(await subjectOf({ job: null, forge: null }, "acme")).toEqual({ title: "acme", url: null });
});
