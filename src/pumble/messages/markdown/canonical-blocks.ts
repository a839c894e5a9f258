import type { Block } from "../blocks";

type Fields = Record<string, unknown>;

/** What a field means when it is absent, by the type of what it stands on. */
const defaults: Record<string, Fields> = {
  text: { size: 1, unlinked: false },
  link: { size: 1, raw: false },
  rich_text_preformatted: { border: 0 },
  rich_text_quote: { border: 0 },
  rich_text_list: { border: 0, indent: 0, offset: 0 },
};

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Any JSON value with keys in order and without nulls. */
function tidy(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(tidy);
  if (!isFields(value)) return value;
  const fields = Object.entries(value).filter(([, field]) => field !== null && field !== undefined);
  fields.sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(fields.map(([name, field]) => [name, tidy(field)]));
}

function withoutDefaults(fields: Fields): Fields {
  const ofType = defaults[String(fields.type)] ?? {};
  const kept = Object.entries(fields).filter(
    ([name, value]) => ofType[name] !== value || value === undefined,
  );
  return tidy(Object.fromEntries(kept)) as Fields;
}

function withoutEmptyStyle({ style, ...rest }: Fields): Fields {
  if (!isFields(style)) return rest;
  const flags = Object.entries(style).filter(([, value]) => value !== false && value !== null);
  return flags.length === 0 ? rest : { ...rest, style: Object.fromEntries(flags) };
}

/** A link whose words are its own address is a bare one, and a bare link is raw in any case. */
function withoutRepeatedAddress(link: Fields): Fields {
  const { text, raw, ...rest } = link;
  const bare = !text || text === link.url || `mailto:${text}` === link.url;
  return bare ? rest : link;
}

function canonicalInline(inline: Fields): Fields {
  const fields = withoutEmptyStyle(inline);
  return withoutDefaults(fields.type === "link" ? withoutRepeatedAddress(fields) : fields);
}

function elementsOf(container: Fields): Fields[] {
  return Array.isArray(container.elements) ? container.elements.filter(isFields) : [];
}

/** Whether two values are the same but for one of their fields. */
function sameBut(field: string, a: Fields, b: Fields): boolean {
  return JSON.stringify({ ...a, [field]: null }) === JSON.stringify({ ...b, [field]: null });
}

function canonicalInlines(container: Fields): Fields[] {
  const inlines: Fields[] = [];
  for (const inline of elementsOf(container).map(canonicalInline)) {
    const last = inlines.at(-1);
    if (inline.type !== "text") inlines.push(inline);
    else if (last?.type === "text" && sameBut("text", last, inline)) last.text = `${last.text}${inline.text}`;
    else if (inline.text) inlines.push(inline);
  }
  return inlines;
}

function preformattedText(container: Fields): Fields[] {
  const text = elementsOf(container).map((inline) => inline.text ?? inline.url ?? "");
  return text.join("") === "" ? [] : [{ text: text.join(""), type: "text" }];
}

function canonicalContainer(container: Fields): Fields {
  const fields = withoutDefaults({ ...container, elements: [] });
  switch (container.type) {
    case "rich_text_section":
    case "rich_text_quote":
      return { ...fields, elements: canonicalInlines(container) };
    case "rich_text_preformatted":
      return { ...fields, elements: preformattedText(container) };
    case "rich_text_list": {
      // An empty item stays: it has a number.
      const items = elementsOf(container).map(canonicalContainer);
      if (container.style === "bullet") delete fields.offset;
      return { ...fields, elements: items };
    }
    default:
      return tidy(container) as Fields;
  }
}

/** Whether a list is the rest of the one right before it. */
function continues(list: Fields, last: Fields): boolean {
  if (last.type !== "rich_text_list" || list.type !== "rich_text_list") return false;
  const { offset, ...look } = list;
  const { offset: lastOffset, ...lastLook } = last;
  if (!sameBut("elements", look, lastLook)) return false;
  return list.style === "bullet" || offset === Number(lastOffset ?? 0) + elementsOf(last).length;
}

function canonicalContainers(block: Fields): Fields[] {
  const containers: Fields[] = [];
  for (const container of elementsOf(block).map(canonicalContainer)) {
    const last = containers.at(-1);
    if (Array.isArray(container.elements) && container.elements.length === 0) continue;
    if (last && continues(container, last)) (last.elements as Fields[]).push(...elementsOf(container));
    else containers.push(container);
  }
  return containers;
}

/**
 * The form in which two messages that look and act the same are equal as JSON: keys in order, nulls and defaults
 * dropped, adjacent text of one style joined, a list that goes on right after itself joined, empty elements removed.
 * Blocks that are not rich text keep every value they have.
 */
export function canonicalBlocks(blocks: Block[]): Block[] {
  return blocks.flatMap((block) => {
    if (block.type !== "rich_text") return [tidy(block) as Block];
    const elements = canonicalContainers(block);
    return elements.length === 0 ? [] : [{ ...(tidy({ ...block, elements: [] }) as Block), elements }];
  });
}
