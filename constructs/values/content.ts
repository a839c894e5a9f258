import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { textMax } from "../../src/pumble/limits";
import type { RichText } from "../../src/pumble/messages/rich-text";
import { exactlyOneFault, faultsOf, lengthFrom } from "../checks";
import { jsonText } from "../text/json-text";

/** Text that a message can have. */
export const textCheck = lengthFrom(1, textMax);

/** Pumble's own rich text: typed blocks, or JSON text of them. */
export type Blocks = readonly RichText[] | string;

/** The forms that content has. */
export interface Forms {
  /** Plain text. */
  readonly text: string;
  /** Markdown: headings, bold, lists, links, emoji, `@ada@example.com`, `#general`. */
  readonly markdown: string;
  /** Pumble's own rich text. */
  readonly blocks: Blocks;
  /** What {@link Content} makes. */
  readonly content: Content;
}

type Only<Name extends keyof Forms> = Pick<Forms, Name> & {
  readonly [Other in Exclude<keyof Forms, Name>]?: never;
};

/** What a message says: exactly one of text, Markdown, blocks, and a {@link Content}. */
export type MessageBody = Only<"text"> | Only<"markdown"> | Only<"blocks"> | Only<"content">;

/** The same as the resources take it. */
export interface WireBody {
  readonly text?: string;
  readonly markdown?: string;
  readonly blocks?: string;
}

/** What a message says, made from a file or in code. */
export class Content {
  private constructor(
    /** As the resources take it. */
    readonly body: WireBody,
  ) {}

  /** Plain text. */
  static text(text: string): Content {
    return new Content({ text });
  }

  /** Markdown. */
  static markdown(markdown: string): Content {
    return new Content({ markdown });
  }

  /** Pumble's own rich text. */
  static blocks(blocks: Blocks): Content {
    return new Content({ blocks: blocksText(blocks) });
  }

  /**
   * The text of a file.
   * @param path from the folder in which the app is synthesised
   */
  static textFile(path: string): Content {
    return new Content({ text: fileText(path) });
  }

  /**
   * The Markdown of a file.
   * @param path from the folder in which the app is synthesised
   */
  static markdownFile(path: string): Content {
    return new Content({ markdown: fileText(path) });
  }
}

/** Which of its forms a body has. */
export function bodyOf({ text, markdown, blocks, content }: Partial<Forms>): WireBody {
  if (content) return content.body;
  return {
    ...(text !== undefined && { text }),
    ...(markdown !== undefined && { markdown }),
    ...(blocks !== undefined && { blocks: blocksText(blocks) }),
  };
}

/** What is wrong with a body that did not go through the compiler. */
export function bodyFaults(body: Partial<Forms>): string[] {
  const { text, markdown } = body;
  return [
    ...exactlyOneFault(body, ["text", "markdown", "blocks", "content"]),
    ...faultsOf("text", text ?? body.content?.body.text, textCheck),
    ...faultsOf("markdown", markdown ?? body.content?.body.markdown, textCheck),
  ];
}

function blocksText(blocks: Blocks): string {
  return typeof blocks === "string" ? blocks : jsonText(blocks);
}

/** The same text on every machine: without a byte-order mark, with one kind of line end. */
function fileText(path: string): string {
  const file = resolve(path);
  try {
    return readFileSync(file, "utf8")
      .replace(/^\uFEFF/, "")
      .replace(/\r\n?/g, "\n");
  } catch (error) {
    const why = (error as NodeJS.ErrnoException).code === "ENOENT" ? "does not exist" : "cannot be read";
    throw new Error(`The file ${path} ${why}: it was looked for at ${file}. Give its path from there.`);
  }
}
