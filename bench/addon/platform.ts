/** A platform that answers at once: what the addon costs must not hide behind it. Prints its port. */
import { createServer } from "node:http";

const id = "0123456789abcdef01234567";
const message = JSON.stringify({
  id,
  workspaceId: id,
  channelId: id,
  author: id,
  text: "What a message of a few words looks like when the platform answers it",
  timestamp: "2026-05-22T00:47:01Z",
  timestampMilli: 1_779_410_821_000,
  subtype: "",
  ...{ reactions: [], linkPreviews: [], files: [], attachments: [] },
  ...{ isFollowing: false, deleted: false, edited: false, threadRootInfo: null, threadReplyInfo: null },
  ...{ localId: id, savedTimestampMilli: 0, blocks: null, authorAppId: null },
});
const head = { "content-type": "application/json", "content-length": Buffer.byteLength(message) };

const server = createServer((request, response) => {
  request.resume();
  response.writeHead(200, head);
  response.end(message);
});
server.keepAliveTimeout = 60_000;
server.listen(0, "127.0.0.1", () => console.log((server.address() as { port: number }).port));
