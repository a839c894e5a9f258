/** What Node's own HTTP/2 takes for as many calls as a command of Terraform makes, whoever answers them. */
import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { type ClientHttp2Session, connect } from "node:http2";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect as connectTls } from "node:tls";

/** As many as Terraform has open at once. */
const parallel = 10;
/** As much as one object of the benchmark's provider. */
const question = Buffer.alloc(150);

async function call(session: ClientHttp2Session): Promise<void> {
  const head = { ":method": "POST", ":path": "/call", "content-type": "application/grpc", te: "trailers" };
  const stream = session.request(head);
  stream.end(question);
  stream.resume();
  await once(stream, "close");
}

async function callMany(path: string, calls: number): Promise<void> {
  const createConnection = () => connectTls({ path, rejectUnauthorized: false, ALPNProtocols: ["h2"] });
  const session = connect("https://localhost", { createConnection });
  let left = calls;
  const worker = async (): Promise<void> => {
    while (left-- > 0) await call(session);
  };
  await Promise.all(Array.from({ length: parallel }, worker));
  session.destroy();
}

/**
 * Processor time of a process that answers so many calls by `node:http2` alone, cold at first as a plugin is, in
 * milliseconds.
 */
export async function transportProcessorMs(calls: number): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), "bench-transport-"));
  const child = fork(join("bench", "bare-plugin.ts"), [folder], { execArgv: ["--import", "tsx"] });
  try {
    const [{ path }] = (await once(child, "message")) as [{ path: string }];
    await callMany(path, calls);
    child.send("end");
    const [{ processorMs }] = (await once(child, "message")) as [{ processorMs: number }];
    return processorMs;
  } finally {
    child.kill();
    rmSync(folder, { recursive: true, force: true });
  }
}
