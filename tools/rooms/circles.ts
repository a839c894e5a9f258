/** Files and folders that import each other, directly or by others. */
import type { Import, Imports } from "./imports";

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

/** The same of what stands side by side in a folder of a room: files, and folders with all that is in them. */
export function findFolderCircles(imports: Imports, room: string): string[][] {
  const sides = new Map<string, Import[]>();
  for (const [file, named] of imports) {
    for (const { specifier, target } of named) {
      if (target === undefined || !imports.has(target)) continue;
      if (![file, target].every((path) => path.startsWith(`${room}/`))) continue;
      const [from, to] = sideBySide(file, target);
      if (from === to) continue;
      sides.set(from, [...(sides.get(from) ?? []), { specifier, target: to }]);
      if (!sides.has(to)) sides.set(to, []);
    }
  }
  return findCircles(sides);
}

/** The two paths as far as the first part in which they differ. */
function sideBySide(one: string, other: string): [string, string] {
  const [ones, others] = [one.split("/"), other.split("/")];
  const at = ones.findIndex((part, index) => part !== others[index]);
  return [ones.slice(0, at + 1).join("/"), others.slice(0, at + 1).join("/")];
}
