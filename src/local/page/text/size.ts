/** Sizes of files as people read them. */

const units = ["B", "kB", "MB", "GB"];

/** Bytes in words, such as `1.5 kB`. */
export function sizeText(bytes: number): string {
  const power = Math.min(Math.floor(Math.log10(Math.max(bytes, 1)) / 3), units.length - 1);
  return `${(bytes / 1000 ** power).toLocaleString("en", { maximumFractionDigits: 1 })} ${units[power]}`;
}
