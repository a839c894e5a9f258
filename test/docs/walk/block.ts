/** What is done with each code block of a page, by its language and by the comments above it. */
import type { CodeBlock } from "../pages";

/** What the comments above a block may say; each is an order of its own. */
export interface Orders {
  /** `file main.tf`: the block is that file. */
  readonly file?: string;
  /** `not here: needs Docker`: it cannot run on every machine that runs the tests. */
  readonly notHere?: string;
  /** `in test/e2e/x.test.ts`: that test runs it, word for word. */
  readonly elsewhere?: string;
  /** `as kubernetes`: what a block is that its language does not tell. */
  readonly as?: string;
  /** `first: mkdir x`: shell lines that get ready what the page takes for granted. */
  readonly first?: string;
  /** `answers yes`: what a person types. */
  readonly answers?: string;
  /** `says …`: what the output holds. */
  readonly says: readonly string[];
  /** `needs python3`: programs, without which the block is left out. */
  readonly needs: readonly string[];
  /** `background …`: each line goes on for ever: it is begun, and ended when it has said that. */
  readonly background?: string;
}

export interface Block extends CodeBlock {
  readonly orders: Orders;
}

type Order = (soFar: Orders, rest: string) => Partial<Orders>;

const words: Record<string, Order> = {
  file: (_, file) => ({ file }),
  "not here:": (_, notHere) => ({ notHere }),
  in: (_, elsewhere) => ({ elsewhere }),
  as: (_, as) => ({ as }),
  "first:": (_, first) => ({ first }),
  answers: (_, answers) => ({ answers }),
  says: ({ says }, said) => ({ says: [...says, said] }),
  needs: ({ needs }, names) => ({ needs: [...needs, ...names.split(" ")] }),
  background: (_, background) => ({ background }),
};

/** @throws Error that names the block when a comment says what is not known */
export function withOrders(block: CodeBlock): Block {
  let orders: Orders = { says: [], needs: [] };
  for (const note of block.notes) {
    const word = Object.keys(words).find((one) => note === one || note.startsWith(`${one} `));
    if (!word) throw new Error(`${block.place}\nnobody knows what "try: ${note}" is`);
    orders = { ...orders, ...words[word]!(orders, note.slice(word.length).trim()) };
  }
  return { ...block, orders };
}
