/**
 * Whether a path fits a pattern with `*` for any run of characters. Each piece between two stars is taken where it comes
 * first, which is enough and never goes back: a regular expression would, for as long as somebody likes.
 */
export function fitsPattern(pattern: string, path: string): boolean {
  const [first = "", ...rest] = pattern.split("*");
  if (rest.length === 0) return path === first;
  const last = rest.pop()!;
  if (!path.startsWith(first) || path.length < first.length + last.length || !path.endsWith(last))
    return false;
  let at = first.length;
  for (const piece of rest) {
    const found = path.indexOf(piece, at);
    if (found < 0) return false;
    at = found + piece.length;
  }
  return at <= path.length - last.length;
}
