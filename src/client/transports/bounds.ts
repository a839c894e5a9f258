/** How much of an answer is taken, and for how long: a server must not be able to fill the memory or to hold a caller. */
import { TransportFailure } from "./transport";

/** Largest answer, in bytes. The largest real ones, lists of all channels of a large workspace, have a few million. */
export const answerMaxBytes = 64 * 1024 * 1024;

/** A whole answer may take so many times as long as the wait for its head. */
const wholeFactor = 4;
/** But at least this long, for the timers of undici are coarse. */
const wholeMinMs = 3_000;

/** Ends a request whose answer is still not complete. */
export function wholeAnswerSignal(timeoutMs: number): AbortSignal {
  return AbortSignal.timeout(Math.max(timeoutMs * wholeFactor, wholeMinMs));
}

/** The text of a body. @throws {TransportFailure} when it is too long */
export async function boundedText(
  body: AsyncIterable<Uint8Array>,
  maxBytes = answerMaxBytes,
): Promise<string> {
  const decoder = new TextDecoder();
  let size = 0;
  let text = "";
  for await (const chunk of body) {
    size += chunk.byteLength;
    if (size > maxBytes) throw new TransportFailure(`the answer is longer than ${maxBytes} bytes`, "maybe");
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}
