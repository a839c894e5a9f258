/** What is wrong with a text that is not YAML, in words for who wrote it. */
import type { YAMLError } from "yaml";

interface Sentence {
  message: string;
  nextStep: string;
  /** Where it begins, when that is not where the parser noticed. */
  at?: number;
}

const sentences: Partial<Record<YAMLError["code"], Sentence>> = {
  TAB_AS_INDENT: { message: "A tab cannot indent YAML", nextStep: "Indent with spaces." },
  BAD_INDENT: {
    message: "This line is not indented like those beside it",
    nextStep: "Entries of one list or mapping begin in the same column.",
  },
  MULTIPLE_DOCS: {
    message: "A second document begins here",
    nextStep: "Delete the line ---, or move what follows to a file of its own.",
  },
  BLOCK_AS_IMPLICIT_KEY: {
    message: "A key cannot follow another one on its line",
    nextStep: 'Put it on a line of its own, or write a text that holds ": " in quotes.',
  },
  BLOCK_IN_FLOW: {
    message: "A key cannot follow a text within brackets",
    nextStep: 'Put a comma before it, or write a text that holds ": " in quotes.',
  },
  MULTILINE_IMPLICIT_KEY: {
    message: "This line is neither a key nor part of a text",
    nextStep: "A key ends in a colon; a text of several lines begins with | after its key.",
  },
  BAD_DIRECTIVE: {
    message: "A line that begins with % is a directive of YAML",
    nextStep: "Write a text that begins with % in quotes.",
  },
  TAG_RESOLVE_FAILED: {
    message: "A tag such as !name says nothing in a workspace file",
    nextStep: "Delete it, or write a text that begins with ! in quotes.",
  },
  BAD_DQ_ESCAPE: {
    message: "A backslash in double quotes begins an escape that YAML does not know",
    nextStep: "Write the text in single quotes, or double the backslash.",
  },
  KEY_OVER_1024_CHARS: { message: "A key has more than 1,024 characters", nextStep: "Is its colon missing?" },
};

const reserved = /(?:(?:reserved|directive indicator) character|block scalar indicator) (.)/;
const unclosed = /end with a ([\]}])/;

/** The sentence for a parser's complaint. */
export function yamlSentence({ code, message, pos }: YAMLError, text: string): Sentence {
  const sign = reserved.exec(message)?.[1];
  if (sign) {
    const lineEnd = text.indexOf("\n", pos[0]);
    const line = text.slice(pos[0], lineEnd < 0 ? undefined : lineEnd);
    // Within a list or a mapping in one line, the text ends before the next sign of that.
    const isInFlow = /[[{][^\]}]*$/.test(text.slice(text.lastIndexOf("\n", pos[0]) + 1, pos[0]));
    const word = (isInFlow ? line.replace(/[,\]}].*$/, "") : line.replace(/\s+#.*$/, "")).trim();
    return {
      message: `A text that begins with ${sign} needs quotes`,
      nextStep: `Write ${JSON.stringify(word)}.`,
    };
  }
  if (/closing.*quote/i.test(message)) {
    const sign = message.includes("'") ? "'" : '"';
    const at = text.lastIndexOf(sign, pos[0]);
    return { message: "A quote that opens here is never closed", nextStep: "Add the closing quote.", at };
  }
  const bracket = unclosed.exec(message)?.[1] ?? (code === "MISSING_CHAR" && /[\]}]/.exec(message)?.[0]);
  if (bracket) {
    const opener = bracket === "]" ? "[" : "{";
    const at = firstOfRun(text, text.lastIndexOf(opener, pos[0]));
    return {
      message: `A ${opener} that opens here is never closed`,
      nextStep: `Add the closing ${bracket}.`,
      at,
    };
  }
  if (code === "BAD_ALIAS") {
    const sign = text[pos[0]] === "&" ? "&" : "*";
    const next = "&name stands before what *name means further down.";
    return {
      message: `A text that begins with ${sign} needs quotes`,
      nextStep: `Write it in quotes; ${next}`,
    };
  }
  if (/Unexpected scalar at node end/.test(message)) return goesOn(text.slice(0, pos[0]));
  if (/block-seq-ind on same line/.test(message)) {
    return {
      message: "A list cannot begin on the line of its key",
      nextStep: 'Put "- " on the next line; a text that begins with - needs quotes.',
    };
  }
  const closing = /Unexpected flow-(?:map|seq)-end token.*"([\]}])"/.exec(message)?.[1];
  if (closing) return { message: `A ${closing} that nothing opens`, nextStep: "Delete it." };
  if (/call stack/i.test(message)) {
    return {
      message: "Values stand too deep in each other",
      nextStep: "Close the brackets that are open.",
      at: firstOfRun(text, pos[0]),
    };
  }
  const known = sentences[code];
  if (known) return known;
  const plain = message.replace(/ at line \d+, column \d+:?$/, "");
  return { message: `This is not YAML: ${plain}`, nextStep: "" };
}

/** Something stands where a value has ended. */
function goesOn(before: string): Sentence {
  const quote = /(["'])[^\S\n]*$/.exec(before)?.[1];
  if (!quote) {
    const nextStep = "A list and keys cannot stand beside each other: indent it, or take it out.";
    return { message: "This does not belong to what stands above it", nextStep };
  }
  const within = quote === "'" ? "Double a ' within single quotes" : 'Write \\" for a quote within the text';
  return { message: "A text goes on after its closing quote", nextStep: `${within}, or quote all of it.` };
}

/** Where the same signs in a row begin; how far a parser comes in a long row depends on the machine. */
function firstOfRun(text: string, at: number): number {
  let first = at;
  while (first > 0 && text[first - 1] === text[at]) first -= 1;
  return first;
}
