import { expect, test } from "vitest";
import { keyOperations } from "../../src/pumble/api-keys/operations";
import { operations } from "../../src/pumble/operations/operations";
import { RehearsedTransport } from "../../src/scripts/dry-run";

const base = "https://pumble.example.com/base";

/** Sends a request through a rehearsal, and tells what came of it. */
async function rehearsed(method: string, path: string, body?: object) {
  const told: string[] = [];
  const sent: string[] = [];
  const real = {
    send: async ({ url }: { url: string }) => {
      sent.push(url);
      return { status: 200, header: () => null, body: "" };
    },
  };
  const transport = new RehearsedTransport(real, (text) => told.push(text));
  const request = { method, url: `${base}${path}`, headers: {}, timeoutMs: 1 };
  const answer = await transport.send({ ...request, ...(body && { body: JSON.stringify(body) }) });
  return { told, sent, answer };
}

test.each(Object.entries(operations))(
  "%s is sent when it reads; a write is told, and gets an answer that fits",
  async (name, operation) => {
    const { told, sent, answer } = await rehearsed(operation.method, `/${name}`);
    if (operation.kind === "read") {
      expect([told, sent]).toEqual([[], [`${base}/${name}`]]);
      return;
    }
    expect([told, sent]).toEqual([[`dry run, not sent: ${name} {}`], []]);
    if (operation.output) expect(operation.output.safeParse(JSON.parse(answer.body)).error).toBeUndefined();
  },
);

test.each(Object.entries(keyOperations))("%s of keys likewise", async (name, { method, path, output }) => {
  const { told, sent, answer } = await rehearsed(method, path.replace("{id}", "0123456789ab"));
  if (method === "GET") {
    expect([told.length, sent.length]).toEqual([0, 1]);
    return;
  }
  expect([told, sent]).toEqual([[`dry run, not sent: ${name} {}`], []]);
  if (output) expect(output.safeParse(JSON.parse(answer.body)).error).toBeUndefined();
});

test("what is told has what would be sent, in the query or the body, without keys", async () => {
  const key = "pmb_0123456789ab_01234567890123456789012345678901ABCDEF";
  const posted = await rehearsed("POST", "/sendMessage", { channel: "ops", text: key });
  expect(posted.told).toEqual([
    'dry run, not sent: sendMessage {"channel":"ops","text":"pmb_0123456789ab_…"}',
  ]);
  const deleted = await rehearsed("DELETE", "/deleteMessage?channelId=1&messageId=2");
  expect(deleted.told).toEqual(['dry run, not sent: deleteMessage {"channelId":"1","messageId":"2"}']);
});
