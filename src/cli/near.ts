import { relative } from "node:path";

/** A path as people name it: from here where it is below, else as it is. */
export function near(path: string): string {
  const way = relative(process.cwd(), path);
  return way === "" ? "." : way.startsWith("..") ? path : way;
}
