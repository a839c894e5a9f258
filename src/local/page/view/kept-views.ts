/** Views of a long list, of which only those are drawn anew that show something else than before. */
import type { VNode } from "preact";
import { useRef } from "preact/hooks";

interface Kept {
  parts: readonly unknown[];
  view: VNode;
}

/** Gives back the view of the last time for as long as each part that it is made of is the very same. */
export function useKeptViews(): (key: string, parts: readonly unknown[], make: () => VNode) => VNode {
  const known = useRef(new Map<string, Kept>());
  const before = known.current;
  const next = new Map<string, Kept>();
  known.current = next;
  return (key, parts, make) => {
    const old = before.get(key);
    const kept = old?.parts.every((part, at) => part === parts[at]) ? old : { parts, view: make() };
    next.set(key, kept);
    return kept.view;
  };
}
