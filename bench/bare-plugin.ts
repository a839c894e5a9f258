/**
 * A plugin's transport with nothing of ours in it: a server of `node:http2` over TLS that answers every call with the same
 * bytes and gRPC's trailers. Run as a process of its own; it tells `process.send` where it listens and, at its end, what
 * its calls took.
 */
import { createSecureServer } from "node:http2";
import { join } from "node:path";
import { createServerIdentity } from "../src/terraform/process/certificate";

/** As much as a planned object of the benchmark's provider. */
const answer = Buffer.alloc(150);

const { certificatePem: cert, keyPem: key } = createServerIdentity();
const server = createSecureServer({ cert, key });
server.on("stream", (stream) => {
  stream.on("data", () => {});
  stream.on("end", () => {
    stream.respond({ ":status": 200, "content-type": "application/grpc+proto" }, { waitForTrailers: true });
    stream.on("wantTrailers", () => stream.sendTrailers({ "grpc-status": "0" }));
    stream.end(answer);
  });
});

const path = join(process.argv[2]!, "bare.sock");
server.listen(path, () => {
  const before = process.cpuUsage();
  process.send!({ path });
  process.once("message", () => {
    const { user, system } = process.cpuUsage(before);
    process.send!({ processorMs: (user + system) / 1000 });
    process.disconnect();
  });
});
