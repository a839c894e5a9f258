/** Carrying a trigger to an app and its answer back. */
import { Agent, request } from "undici";
import { acknowledgeWithinMs, signatureHeaders, type TriggerInput } from "../../../platform";
import type { AppRecord } from "../../core/state/records";

/** What the app answered, or why there is no answer. */
export type HookAnswer = { status: number; body: string } | { problem: string };

/** Longest answer of an app, in bytes; the largest view that the platform takes is far smaller. */
const answerMaxBytes = 1024 * 1024;

/** One trigger as it went out and what came back, for whoever keeps a log. */
export interface HookRecord {
  app: AppRecord;
  url: string;
  headers: Record<string, string>;
  body: string;
  answer: HookAnswer;
  /** Why what the app answered could not be taken, or null. */
  problem: string | null;
  /** Milliseconds. */
  durationMs: number;
}

/** Carries triggers to an app by another way than HTTP: socket mode. */
export interface HookSocket {
  isConnected(appId: string): boolean;
  send(
    appId: string,
    body: string,
    options: { awaitsAnswer: boolean; timeoutMs: number },
  ): Promise<HookAnswer>;
}

export interface DeliveryOptions {
  /** How long an app may take. Pumble gives 3 s. */
  timeoutMs?: number;
  socket?: HookSocket;
  onHook?: (record: HookRecord) => void;
}

/** Sends signed triggers to apps. */
export class Delivery {
  readonly #agent = new Agent({ connect: { timeout: acknowledgeWithinMs } });
  readonly #timeoutMs: number;

  constructor(private readonly options: DeliveryOptions = {}) {
    this.#timeoutMs = options.timeoutMs ?? acknowledgeWithinMs;
  }

  /**
   * Posts the trigger, signed with the app's secret and the time in milliseconds. `take` does with the answer what it is
   * for, and returns why it cannot be taken, for the log.
   */
  async send(
    app: AppRecord,
    url: string,
    trigger: TriggerInput,
    take: (answer: HookAnswer) => string | null = () => null,
  ): Promise<void> {
    const body = JSON.stringify(trigger);
    const { socket } = this.options;
    const startedAt = performance.now();
    const overSocket = app.manifest.socketMode === true && socket?.isConnected(app.id) === true;
    const headers = overSocket ? {} : this.#headers(app, body);
    const answer = overSocket
      ? await socket.send(app.id, body, {
          awaitsAnswer: !trigger.messageType.endsWith("_EVENT"),
          timeoutMs: this.#timeoutMs,
        })
      : await this.#post(url, headers, body);
    const durationMs = Math.round(performance.now() - startedAt);
    const problem = take(answer);
    this.options.onHook?.({
      app,
      url: overSocket ? "socket" : url,
      headers,
      body,
      answer,
      durationMs,
      problem,
    });
  }

  /** Ends the connections, and with them what is still on its way. */
  close(): Promise<void> {
    return this.#agent.destroy();
  }

  /** Signed with the real time, whatever the workspace's clock says: apps compare it with theirs. */
  #headers(app: AppRecord, body: string): Record<string, string> {
    return {
      "content-type": "application/json",
      ...signatureHeaders(body, app.signingSecret, Date.now()),
    };
  }

  async #post(url: string, headers: Record<string, string>, body: string): Promise<HookAnswer> {
    try {
      const response = await request(url, {
        method: "POST",
        headers,
        body,
        dispatcher: this.#agent,
        signal: AbortSignal.timeout(this.#timeoutMs),
      });
      return { status: response.statusCode, body: await boundedText(response.body) };
    } catch (error) {
      const { name, message } = error as Error;
      return { problem: name === "TimeoutError" ? `no answer within ${this.#timeoutMs} ms` : message };
    }
  }
}

/** The text of a body. @throws Error when it is too long */
async function boundedText(body: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > answerMaxBytes) throw new Error(`the answer is longer than ${answerMaxBytes} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}
