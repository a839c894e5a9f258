/** One thread for each change in a channel that only remembers what was posted in it. */
import { describe, expect, it } from "vitest";
import { emptyStack, notify, type Report, type StackReport, summarise } from "../../src/review";
import { ids, lists, planOf } from "./plan-json";

interface Posted {
  id: string;
  author: string;
  text: string;
  timestampMilli: number;
  deleted: boolean;
  threadReplyInfo?: { rootId: string };
}

function channelOf(me: string) {
  const posted: Posted[] = [];
  const post = ({ text }: { text: string }, rootId?: string) => {
    const message = {
      id: `m${posted.length}`,
      author: me,
      text,
      timestampMilli: posted.length,
      deleted: false,
    };
    posted.push(rootId === undefined ? message : { ...message, threadReplyInfo: { rootId } });
    return Promise.resolve(message);
  };
  const client = {
    myInfo: async () => ({ id: me }),
    getChannel: async ({ channel }: { channel: string }) => ({ channel: { id: `id of ${channel}` } }),
    allMessages: async function* () {
      yield* [...posted].reverse();
    },
    // Newest first, as nobody promises an order.
    fetchThreadReplies: async ({ rootMessageId }: { rootMessageId: string }) =>
      posted.filter((one) => one.threadReplyInfo?.rootId === rootMessageId).reverse(),
    sendMessage: (said: { text: string }) => post(said),
    sendReply: (said: { text: string; messageId: string }) => post(said, said.messageId),
  };
  return { posted, client: client as unknown as Parameters<typeof notify>[0] };
}

const message = { channel_id: ids.general, text: "ours" };
const drifted = (stack: string, text = "theirs"): StackReport =>
  summarise(
    planOf([], { drift: [{ address: "pumble_message.a", before: message, after: { ...message, text } }] }),
    { stack, lists },
  );
const planned = (stack: string, text = "new"): StackReport =>
  summarise(planOf([{ address: "pumble_message.a", after: { ...message, text } }]), { stack, lists });

function reportOf(command: Report["command"], ...stacks: StackReport[]): Report {
  return { format: 1, tool: "x", command, project: "p", environment: null, preview: false, stacks };
}

describe("drift", () => {
  const subject = { title: "acme", url: null };
  const [well, other] = [emptyStack("a"), emptyStack("b")];

  it("makes a thread, is told once, and so is that it is over; the next one makes another thread", async () => {
    const { client, posted } = channelOf("me");
    const tell = (...stacks: StackReport[]) =>
      notify(client, "#ops", { report: reportOf("drift", ...stacks), subject });
    expect(await tell(well)).toBe("nothing new");
    expect(await tell(drifted("a"))).toBe("new thread");
    expect(await tell(drifted("a"))).toBe("nothing new");
    expect(await tell(well)).toBe("reply");
    expect(await tell(well)).toBe("nothing new");
    expect(await tell(drifted("a"))).toBe("new thread");
    expect(posted.map(({ threadReplyInfo }) => threadReplyInfo?.rootId)).toEqual([
      undefined,
      "m0",
      undefined,
    ]);
  });

  it("of one of two stacks is told to be over, though the other was as declared before", async () => {
    const { client, posted } = channelOf("me");
    const tell = (...stacks: StackReport[]) =>
      notify(client, "ops", { report: reportOf("drift", ...stacks), subject });
    expect(await tell(drifted("a"), other)).toBe("new thread");
    expect(await tell(well, other)).toBe("reply");
    expect(posted.at(-1)!.text).toContain("a is as declared.");
    expect(await tell(well, other)).toBe("nothing new");
  });

  it("that holds those words is not over", async () => {
    const { client } = channelOf("me");
    const tell = (stack: StackReport) => notify(client, "ops", { report: reportOf("drift", stack), subject });
    const renamed = drifted("is as declared");
    expect(await tell(renamed)).toBe("new thread");
    expect(await tell({ ...renamed, drift: [...renamed.drift, ...drifted("x").drift] })).toBe("reply");
  });
});

describe("a plan", () => {
  const subject = { title: "acme/chat#12", url: null };

  it("is told below its title by whatever command, and by us alone", async () => {
    const { client, posted } = channelOf("me");
    const tell = (command: Report["command"], ...stacks: StackReport[]) =>
      notify(client, "ops", { report: reportOf(command, ...stacks), subject });
    posted.push({ id: "x", author: "eve", text: "Plan acme/chat#12", timestampMilli: 0, deleted: false });
    posted.push({ id: "y", author: "me", text: "Plan acme/chat#112", timestampMilli: 0, deleted: false });
    posted.push({ id: "z", author: "me", text: "Plan acme/chat#12", timestampMilli: 0, deleted: true });
    expect(await tell("plan", emptyStack("a"))).toBe("nothing new");
    expect(await tell("plan", planned("a"))).toBe("new thread");
    expect(await tell("plan", planned("a"))).toBe("nothing new");
    expect(await tell("plan", planned("a"), planned("b"))).toBe("reply");
    expect(await tell("apply", emptyStack("a"))).toBe("reply");
    expect(await tell("apply", emptyStack("a"))).toBe("nothing new");
    const roots = posted.slice(3).map(({ threadReplyInfo }) => threadReplyInfo?.rootId);
    expect(roots).toEqual([undefined, "m3", "m3"]);
  });

  it.each([
    ["of a project whose name ends alike", "plan", "team chat"],
    ["about its drift", "drift", "chat"],
  ] as const)("is not told in a thread %s", async (_, command, title) => {
    const { client, posted } = channelOf("me");
    const stack = { ...planned("a"), ...{ drift: drifted("a").drift } };
    await notify(client, "ops", { report: reportOf(command, stack), subject: { title, url: null } });
    const subject = { title: "chat", url: null };
    expect(await notify(client, "ops", { report: reportOf("plan", stack), subject })).toBe("new thread");
    expect(await notify(client, "ops", { report: reportOf("destroy", stack), subject })).toBe("reply");
    expect(posted.map(({ text }) => text.split("\n")[0]).slice(1)).toEqual(["Plan chat", "Destroyed chat"]);
  });

  it("stays in its thread after there was nothing to do, for it is one change", async () => {
    const { client } = channelOf("me");
    const tell = (stack: StackReport) => notify(client, "ops", { report: reportOf("plan", stack), subject });
    expect(await tell(planned("a"))).toBe("new thread");
    expect(await tell(emptyStack("a"))).toBe("reply");
    expect(await tell(planned("a"))).toBe("reply");
  });

  it("is not told twice because somebody else answered, and is once more where our answer was deleted", async () => {
    const { client, posted } = channelOf("me");
    const tell = (text: string) =>
      notify(client, "ops", { report: reportOf("plan", planned("a", text)), subject });
    expect(await tell("one")).toBe("new thread");
    const threadReplyInfo = { rootId: "m0" };
    posted.push({ id: "x", author: "eve", text: "Nice", timestampMilli: 1, deleted: false, threadReplyInfo });
    expect(await tell("one")).toBe("nothing new");
    expect(await tell("two")).toBe("reply");
    posted.at(-1)!.deleted = true;
    expect(await tell("two")).toBe("reply");
  });

  it("that stands more than 500 messages back is told anew", async () => {
    const { client, posted } = channelOf("me");
    const tell = () => notify(client, "ops", { report: reportOf("plan", planned("a")), subject });
    await tell();
    const talk = { id: "t", author: "eve", text: "talk", timestampMilli: 0, deleted: false };
    for (let index = 0; index < 499; index++) posted.push(talk);
    expect(await tell()).toBe("nothing new");
    posted.push(talk);
    expect(await tell()).toBe("new thread");
  });
});
