/** Values as TypeScript. */

/** Code that stands for itself among values. */
export class Code {
  constructor(readonly text: string) {}
}

/** A value as it is written in code, broken into lines where it is long. */
export function literalOf(value: unknown, indent = ""): string {
  if (value instanceof Code) return value.text;
  if (typeof value === "string") return textLiteral(value);
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const inner = `${indent}  `;
  const isList = Array.isArray(value);
  const parts = isList
    ? value.map((one) => literalOf(one, inner))
    : Object.entries(value).map(([name, one]) => `${nameOf(name)}: ${literalOf(one, inner)}`);
  const [open, close] = isList ? ["[", "]"] : ["{ ", " }"];
  if (parts.length === 0) return isList ? "[]" : "{}";
  const line = `${open}${parts.join(", ")}${close}`;
  if (line.length + indent.length <= 90 && !line.includes("\n")) return line;
  return `${open.trim()}\n${parts.map((part) => `${inner}${part},`).join("\n")}\n${indent}${close.trim()}`;
}

function nameOf(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name);
}

/** A text of several lines is written as several lines. */
function textLiteral(text: string): string {
  if (!text.includes("\n") || /[^\P{Cc}\n]/u.test(text)) return JSON.stringify(text);
  return `\`${text.replace(/[\\`]|\$(?=\{)/g, "\\$&")}\``;
}

const reserved =
  /^(?:await|break|case|catch|class|const|continue|debugger|default|delete|do|else|enum|export|extends|false|finally|for|function|if|implements|import|in|instanceof|interface|let|new|null|package|private|protected|public|return|static|super|switch|this|throw|true|try|typeof|var|void|while|with|yield|stack|at|on|define|arguments|eval|undefined)$/;

/** Names of variables, each once. */
export class Names {
  private readonly taken = new Set<string>();

  of(wanted: string): string {
    const words = wanted.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== "");
    const joined = words
      .map((word, index) => (index === 0 ? word : word.replace(/^./u, (letter) => letter.toUpperCase())))
      .join("");
    const base =
      /^\p{L}/u.test(joined) && !reserved.test(joined) && !/^[A-Z]/.test(joined) ? joined : `_${joined}`;
    for (let count = 1; ; count++) {
      const name = count === 1 ? base : `${base}${count}`;
      if (this.taken.has(name)) continue;
      this.taken.add(name);
      return name;
    }
  }
}
