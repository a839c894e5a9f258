/** Files that import each other, directly or by others. */
import type { Imports } from "./imports";

/**
 * One way round for each circle: `a`, `b` for "a imports b imports a". Depth first; a file that is left is part of no
 * circle that was not found.
 */
export function findCircles(imports: Imports): string[][] {
  const circles: string[][] = [];
  const left = new Set<string>();
  const way: string[] = [];
  const enter = (file: string): void => {
    if (left.has(file)) return;
    const at = way.indexOf(file);
    if (at >= 0) {
      circles.push(way.slice(at));
      return;
    }
    way.push(file);
    for (const { target } of imports.get(file) ?? []) {
      if (target !== undefined && imports.has(target)) enter(target);
    }
    way.pop();
    left.add(file);
  };
  for (const file of imports.keys()) enter(file);
  return circles;
}
