/** A hook of the page at work without a browser: a component that draws nothing needs no document. */
import { vi } from "vitest";

// Preact's types bring those of a browser along, which tests are checked without.
const [preact, testing] = ["preact", "preact/test-utils"];
const { createElement, render } = await import(preact!);
const { act }: { act(work: () => void): Promise<void> } = await import(testing!);

const sources = "../../../src/local/page";

/** What a module of the page exports, for those that have to do with Preact. */
export function ofPage<Module>(path: string): Promise<Module> {
  return import(`${sources}/${path}`) as Promise<Module>;
}

/** Begins to use it. `now` is what it gave at last; `again` draws once more, with what it is then given. */
export function hosted<Given, Result>(use: (given: Given) => Result, first: Given) {
  vi.stubGlobal("document", {});
  const root = { nodeType: 1, childNodes: [], firstChild: null };
  let last: Result;
  let draws = 0;
  const Host = ({ given }: { given: Given }) => {
    draws += 1;
    last = use(given);
    return null;
  };
  const again = (given: Given) => act(() => render(createElement(Host, { given }), root));
  void again(first);
  return { now: () => last, draws: () => draws, again, act };
}
