/** Whether a name fits a glob: `*` is any run without `/`, `**` any run, `?` one character, everything else itself. */
export function fitsGlob(name: string, glob: string): boolean {
  return compiled(glob).test(name);
}

const known = new Map<string, RegExp>();

function compiled(glob: string): RegExp {
  const found = known.get(glob);
  if (found) return found;
  const source = glob.replace(/\*{2,}\//g, "**/").replace(/\*\*\/|\*+|\?|[^*?]+/g, (part) => {
    if (part === "**/") return "(?:.*/)?";
    if (part === "*") return "[^/]*";
    if (part.startsWith("*")) return ".*";
    return part === "?" ? "[^/]" : part.replace(/[\\^$.+()[\]{}|]/g, "\\$&");
  });
  const pattern = new RegExp(`^${source}$`, "su");
  known.set(glob, pattern);
  return pattern;
}
