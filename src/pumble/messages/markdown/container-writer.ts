import type { Inline, RichText, RichTextContainer } from "../blocks";
import { append } from "./inlines";

type List = Extract<RichTextContainer, { type: "rich_text_list" }>;
type Section = Extract<RichTextContainer, { type: "rich_text_section" }>;
type Quote = Extract<RichTextContainer, { type: "rich_text_quote" }>;

/** What the text being written stands in, innermost last. */
type Place =
  | { kind: "quote"; quote?: Quote; afterHeading?: boolean }
  | { kind: "list"; style: List["style"]; written: number; list?: List }
  | { kind: "item"; section?: Section };

/** What a thematic break is shown as. */
export const ruleText = "──────────";

const indentMax = 4;

/**
 * Lays blocks that stand inside each other out as Pumble's flat row of containers: a nested list is a list of its own
 * with a deeper indent, after which the outer one goes on with an offset; what stands in a quote and is not plain text
 * gets a border.
 */
export class ContainerWriter {
  readonly containers: RichTextContainer[] = [];
  private readonly places: Place[] = [];
  /** The section that a paragraph was the last to be written to, while nothing has come after it. */
  private paragraphs: Section | undefined;

  openQuote(): void {
    this.showItem();
    this.places.push({ kind: "quote" });
  }

  /** @param start number of the first item of an ordered list */
  openList(style: List["style"], start: number): void {
    this.showItem();
    this.places.push({ kind: "list", style, written: Math.max(0, start - 1) });
  }

  openItem(): void {
    this.places.push({ kind: "item" });
  }

  /** Ends the innermost quote, list or item. */
  close(): void {
    this.showItem();
    this.places.pop();
  }

  /** Writes a paragraph; a line of its own when `isolated`, as a heading is. */
  prose(inlines: Inline[], isolated = false): void {
    if (this.places.at(-1)?.kind === "item" && this.proseInItem(inlines)) return;
    if (this.quote()) this.proseInQuote(inlines, isolated);
    else if (this.paragraphs && !isolated) this.join(this.paragraphs.elements, "\n\n", inlines);
    else {
      const section: Section = { type: "rich_text_section", elements: inlines };
      this.push(section);
      this.paragraphs = isolated ? undefined : section;
    }
  }

  /** Writes preformatted text. */
  preformatted(text: string): void {
    this.showItem();
    this.push({
      type: "rich_text_preformatted",
      ...(this.quote() && { border: 1 }),
      elements: [{ type: "text", text }],
    });
  }

  private push(container: RichTextContainer): void {
    this.containers.push(container);
    this.paragraphs = undefined;
  }

  private quote(): Extract<Place, { kind: "quote" }> | undefined {
    return this.places.findLast((place) => place.kind === "quote");
  }

  private join(elements: Inline[], separator: string, inlines: Inline[]): void {
    append(elements, { type: "text", text: separator });
    for (const inline of inlines) append(elements, inline);
  }

  /** False when the item's list has been left behind by a block that cannot stand in it. */
  private proseInItem(inlines: Inline[]): boolean {
    const item = this.places.at(-1) as Extract<Place, { kind: "item" }>;
    const list = (this.places.at(-2) as Extract<Place, { kind: "list" }>).list;
    if (!item.section) this.showItem(inlines);
    else if (list && this.containers.at(-1) === list) this.join(item.section.elements, "\n", inlines);
    else return false;
    return true;
  }

  private proseInQuote(inlines: Inline[], isolated: boolean): void {
    const place = this.quote()!;
    const separator = isolated || place.afterHeading ? "\n" : "\n\n";
    place.afterHeading = isolated;
    if (place.quote && this.containers.at(-1) === place.quote) {
      this.join(place.quote.elements, separator, inlines);
    } else {
      place.quote = { type: "rich_text_quote", elements: inlines };
      this.push(place.quote);
    }
  }

  /** Makes the innermost place, if it is an item that nothing was written to, visible in its list. */
  private showItem(inlines: Inline[] = []): void {
    const item = this.places.at(-1);
    if (item?.kind !== "item" || item.section) return;
    const place = this.places.at(-2) as Extract<Place, { kind: "list" }>;
    item.section = { type: "rich_text_section", elements: inlines };
    if (!place.list || this.containers.at(-1) !== place.list) {
      place.list = this.startList(place.style, place.written);
      this.push(place.list);
    }
    place.list.elements.push(item.section);
    place.written++;
  }

  private startList(style: List["style"], written: number): List {
    const depth = this.places.filter((place) => place.kind === "list").length;
    return {
      type: "rich_text_list",
      style,
      indent: Math.min(indentMax, depth - 1),
      ...(this.quote() && { border: 1 }),
      ...(style === "ordered" && written > 0 && { offset: written }),
      elements: [],
    };
  }

  /** The one block of everything written; none when nothing was. */
  blocks(): RichText[] {
    return this.containers.length === 0 ? [] : [{ type: "rich_text", elements: this.containers }];
  }
}
