import { describe, expect, it } from "vitest";
import { type PumbleClient, PumbleError } from "../../../src/client";
import type { PumbleContext } from "../../../src/provider/context";
import { Workspace } from "../../../src/provider/reads/workspace";
import {
  adoptable,
  createdChannel,
  refuseCollision,
} from "../../../src/provider/resources/channel-collision";
import type { User } from "../../../src/pumble/operations/shapes";

interface There {
  type?: string;
  description?: string;
  isArchived?: boolean;
}

const wanted = { name: "ops", type: "PUBLIC", description: null as string | null, adopt: false };

/** A workspace with a channel of this name, or one in which another member makes it just before we do. */
function workspaceWith(there: There | null, how: "seen" | "meanwhile" | "unseen" = "seen") {
  const { type = "PUBLIC", isArchived = false, ...more } = there ?? {};
  const entry = { channel: { id: "theirs", name: "ops", channelType: type, isArchived, ...more } };
  const made: object[] = [];
  let isThere = there !== null && how === "seen";
  const client = {
    listChannels: async () => (isThere ? [entry] : []),
    async createChannel(channel: object) {
      if (there === null) {
        made.push(channel);
        return { id: "ours" };
      }
      isThere = how !== "unseen";
      throw new PumbleError({
        kind: "taken",
        operation: "createChannel",
        action: "create channel",
        status: 403,
      });
    },
  } as unknown as PumbleClient;
  const workspace = new Workspace(client, { id: "ada" } as User);
  return { made, context: { client, workspace, configured: true } satisfies PumbleContext };
}

/** Each fault of what stands there, as the problem that is told; null where it can be taken over. */
const misfits: readonly [string, There, Partial<typeof wanted>, string | null][] = [
  ["as wanted", { description: "Ours" }, { description: "Ours" }, null],
  ["whatever it says", { description: "Ours" }, {}, null],
  ["without a description, as wanted", {}, { description: "" }, null],
  ["archived", { isArchived: true }, {}, "channel_adopt_archived"],
  ["of another type", { type: "PRIVATE" }, {}, "channel_adopt_type"],
  ["private, as wanted", { type: "PRIVATE" }, { type: "PRIVATE" }, null],
  ["with another description", { description: "Ours" }, { description: "" }, "channel_adopt_description"],
  ["without the description", {}, { description: "Ours" }, "channel_adopt_description"],
];

const outcome = (found: Promise<{ channel: { id: string } } | null>) =>
  found.then(
    (entry) => entry?.channel.id ?? null,
    (problem: { code: string; message: string }) => problem.code,
  );

describe("a channel that is there already", () => {
  it.each(misfits)("%s is taken over, or told for what it is", async (_, there, more, problem) => {
    const ask = { ...wanted, adopt: true, ...more };
    for (const look of [refuseCollision, adoptable]) {
      expect(await outcome(look(ask, workspaceWith(there).context))).toBe(problem ?? "theirs");
    }
    expect(await outcome(createdChannel(ask, workspaceWith(there, "meanwhile").context))).toBe(
      problem ?? "theirs",
    );
  });

  it.each([
    [{}, "channel_taken"],
    [{ type: "PRIVATE" }, "channel_taken"],
    [{ isArchived: true }, "channel_taken_archived"],
  ] as const)("%j is in the way where it is not to be taken over", async (there, problem) => {
    expect(await outcome(refuseCollision(wanted, workspaceWith(there).context))).toBe(problem);
    const late = createdChannel(wanted, workspaceWith(there, "meanwhile").context);
    await expect(late).rejects.toMatchObject({
      code: problem,
      message: expect.stringContaining(("type" in there ? there.type : "PUBLIC").toLowerCase()),
    });
  });

  it.each([
    [{}, {}, "adopt_existing = true to take it over,"],
    [{ type: "PRIVATE" }, {}, 'to take it over as it is, with type = "PRIVATE",'],
    [{ description: "Theirs" }, {}, "adopt_existing = true to take it over,"],
    [
      { type: "PRIVATE", description: "Theirs" },
      { description: "Ours" },
      'with type = "PRIVATE" and description = "Theirs",',
    ],
    [
      { isArchived: true, description: "" },
      { description: "Ours" },
      'to take it over as it is, with description = "",',
    ],
  ])("%j, with %j wanted, comes with what taking it over needs", async (there, more, advice) => {
    const refused = refuseCollision({ ...wanted, ...more }, workspaceWith(there).context);
    await expect(refused).rejects.toMatchObject({ nextStep: expect.stringContaining(advice) });
  });

  it("and is not shown is told as that, whether it was to be taken over or not", async () => {
    const made = (adopt: boolean) =>
      outcome(createdChannel({ ...wanted, adopt }, workspaceWith({}, "unseen").context));
    expect([await made(true), await made(false)]).toEqual(["channel_adopt_unseen", "channel_taken_unseen"]);
  });
});

describe("a channel that is not there", () => {
  it("is in nobody's way", async () => {
    const { context } = workspaceWith(null);
    expect([await refuseCollision(wanted, context), await adoptable(wanted, context)]).toEqual([null, null]);
  });

  it("is made as wanted, and known without asking: its maker is alone in it", async () => {
    for (const description of [null, "Ours"]) {
      const { context, made } = workspaceWith(null);
      await context.workspace.channels();
      const entry = await createdChannel({ ...wanted, description }, context);
      expect(entry).toMatchObject({
        channel: { id: "ours", name: "ops", channelType: "PUBLIC", description: description ?? "" },
        ...{ pinnedMessages: [], users: ["ada"] },
      });
      expect(entry.channel.isArchived).toBe(false);
      expect(made).toEqual([{ name: "ops", type: "PUBLIC", ...(description && { description }) }]);
    }
  });

  it("and cannot be made for another reason is told with that", async () => {
    const { context } = workspaceWith(null);
    const refused = new PumbleError({
      ...{ kind: "not_allowed", operation: "createChannel", action: "create channel", status: 403 },
    });
    Object.assign(context.client, { createChannel: () => Promise.reject(refused) });
    await expect(createdChannel(wanted, context)).rejects.toMatchObject({ title: "Cannot create channel" });
  });
});
