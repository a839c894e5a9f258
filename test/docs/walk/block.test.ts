import { expect, it } from "vitest";
import type { CodeBlock } from "../pages";
import { withOrders } from "./block";

const block = (...notes: string[]): CodeBlock => ({
  place: "page.md: npx x",
  language: "sh",
  code: "npx x\n",
  notes,
});

it("what stands above a block is what is done with it", () => {
  const { orders } = withOrders(
    block("first: mkdir x; cd x", "answers yes", "says one", "says two", "needs a b"),
  );
  expect(orders).toEqual({ first: "mkdir x; cd x", answers: "yes", says: ["one", "two"], needs: ["a", "b"] });
});

it.each(["skip", "sayss one", "not here"])(
  "a comment that nobody understands is told with its block: %s",
  (note) => {
    expect(() => withOrders(block(note))).toThrow(`page.md: npx x\nnobody knows what "try: ${note}" is`);
  },
);
