/** Where something stands in a workspace's files. */
export interface Place {
  /** Relative to the workspace's folder, with `/` on every system. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 units as editors count. */
  readonly column: number;
  /** How many characters to underline, at least 1. */
  readonly length: number;
}

/** `teams/network.yaml:12:5` */
export function formatPlace({ file, line, column }: Place): string {
  return `${file}:${line}:${column}`;
}

/** Order of files by name, then of places from top to bottom. */
export function byPlace(one: Place, other: Place): number {
  if (one.file !== other.file) return one.file < other.file ? -1 : 1;
  return one.line - other.line || one.column - other.column;
}
