/** How a script's process takes its order: the first line of standard input, whose end comes when the runner is gone. */
import type { Host } from "./host";
import type { Order } from "./messages";

/** The order, before anything else runs; undefined where the runtime cannot wait for it. */
export function orderAtOnce({ inputNow }: Host): Order | undefined {
  if (!inputNow) return undefined;
  const decoder = new TextDecoder();
  let text = "";
  while (!text.includes("\n")) {
    const piece = inputNow();
    if (piece.length === 0) throw new Error(noOrder);
    text += decoder.decode(piece, { stream: true });
  }
  return parse(text);
}

/** The order, as it comes. */
export async function orderOf(pieces: AsyncIterator<Uint8Array>): Promise<Order> {
  const decoder = new TextDecoder();
  let text = "";
  while (!text.includes("\n")) {
    const { done, value } = await pieces.next();
    if (done) throw new Error(noOrder);
    text += decoder.decode(value, { stream: true });
  }
  return parse(text);
}

/** Reads to the end, or until that fails. */
export async function drain(pieces: AsyncIterator<Uint8Array>): Promise<void> {
  try {
    while (!(await pieces.next()).done);
  } catch {}
}

const noOrder = "the runner ended before it said what to do";

function parse(text: string): Order {
  return JSON.parse(text.slice(0, text.indexOf("\n"))) as Order;
}
