/** Messages as they are meant to look: rich text blocks, or plain text when there are none. */
import type { ComponentChildren } from "preact";
import type { Block, Inline, RichText, RichTextContainer } from "../../../pumble";
import { entriesById, groupsById, meId, userName, usersById } from "../state/workspace";
import { withAsker } from "../text/consent";
import { glyphOf, isKnownEmoji, nameOf, splitEmoji } from "../text/emoji";
import { linkify, safeUrl } from "../text/links";

/** A code as a glyph that is read out by its name; an unknown one as it is written. */
export function Emoji({ code, skinTone }: { code: string; skinTone?: number | undefined }) {
  const name = nameOf(code);
  if (!isKnownEmoji(name)) return <>{`:${name}:`}</>;
  return (
    <span class="emoji" role="img" aria-label={name.replaceAll("_", " ")} title={`:${name}:`}>
      {glyphOf(name, skinTone)}
    </span>
  );
}

function Link({ url, children }: { url: string; children: ComponentChildren }) {
  return (
    <a href={withAsker(url, location.origin, meId.value)} target="_blank" rel="noopener noreferrer">
      {children}
    </a>
  );
}

/** Plain text with its web addresses as links and its emoji codes as glyphs. */
export function PlainText({ text, links = true }: { text: string; links?: boolean }) {
  const parts = links ? linkify(text) : [{ text }];
  return (
    <>
      {parts.map((part, index) => {
        if ("url" in part && part.url) {
          return (
            <Link key={index} url={part.url}>
              {part.text}
            </Link>
          );
        }
        return splitEmoji(part.text).map((piece, at) =>
          "emoji" in piece ? <Emoji key={`${index}.${at}`} code={piece.emoji} /> : piece.text,
        );
      })}
    </>
  );
}

interface Look {
  style?: { bold?: boolean; italic?: boolean; strike?: boolean; code?: boolean } | undefined;
  size?: number | undefined;
}

/** Wraps text in its styles, and in a size where it has one. */
function Styled({ look, children }: { look: Look; children: ComponentChildren }) {
  let shown = children;
  if (look.style?.code) shown = <code>{shown}</code>;
  if (look.style?.strike) shown = <s>{shown}</s>;
  if (look.style?.italic) shown = <em>{shown}</em>;
  if (look.style?.bold) shown = <strong>{shown}</strong>;
  return <span class={look.size ? `size-${look.size}` : undefined}>{shown}</span>;
}

function UserMention({ id }: { id: string }) {
  const user = usersById.value.get(id);
  return <span class={id === meId.value ? "mention mention-me" : "mention"}>@{user?.name ?? "unknown"}</span>;
}

function ChannelMention({ id }: { id: string }) {
  const entry = entriesById.value.get(id);
  if (!entry) return <span class="mention">#private-channel</span>;
  return (
    <a class="mention" href={`#/${id}`}>
      #{entry.channel.name}
    </a>
  );
}

function GroupMention({ id }: { id: string }) {
  const group = groupsById.value.get(id);
  const members = group?.workspaceUserIds ?? [];
  const look = members.includes(meId.value) ? "mention mention-me" : "mention";
  const title = group && [group.name, members.map(userName).join(", ")].filter(Boolean).join(": ");
  return (
    <span class={look} title={title}>
      @{group?.handle ?? "unknown-group"}
    </span>
  );
}

function InlineView({ inline }: { inline: Inline }) {
  switch (inline.type) {
    case "text":
      return (
        <Styled look={inline}>
          {inline.style?.code ? inline.text : <PlainText text={inline.text} links={!inline.unlinked} />}
        </Styled>
      );
    case "link": {
      const url = safeUrl(inline.url);
      const text = inline.text || inline.url.replace(/^mailto:/, "");
      return <Styled look={inline}>{url ? <Link url={url}>{text}</Link> : text}</Styled>;
    }
    case "emoji":
      return <Emoji code={inline.name} skinTone={inline.skin_tone} />;
    case "user":
      return <UserMention id={inline.user_id} />;
    case "channel":
      return <ChannelMention id={inline.channel_id} />;
    case "usergroup":
      return <GroupMention id={inline.usergroup_id} />;
    case "broadcast":
      return <span class="mention mention-me">@{inline.range}</span>;
    default:
      return null;
  }
}

function Inlines({ of }: { of: Inline[] }) {
  return (
    <>
      {of.map((inline, index) => (
        <InlineView key={index} inline={inline} />
      ))}
    </>
  );
}

function ListView({ list }: { list: Extract<RichTextContainer, { type: "rich_text_list" }> }) {
  const items = list.elements.map((section, index) => (
    <li key={index} dir="auto">
      <Inlines of={section.elements} />
    </li>
  ));
  const look = `indent-${list.indent ?? 0}${list.border ? " bordered" : ""}`;
  if (list.style === "bullet") return <ul class={look}>{items}</ul>;
  return (
    <ol class={look} start={(list.offset ?? 0) + 1}>
      {items}
    </ol>
  );
}

function ContainerView({ container }: { container: RichTextContainer }) {
  switch (container.type) {
    case "rich_text_section":
      return (
        <p dir="auto">
          <Inlines of={container.elements} />
        </p>
      );
    case "rich_text_preformatted":
      return (
        <pre>
          <code>{container.elements.map((inline) => ("text" in inline ? inline.text : "")).join("")}</code>
        </pre>
      );
    case "rich_text_quote":
      return (
        <blockquote dir="auto">
          <Inlines of={container.elements} />
        </blockquote>
      );
    case "rich_text_list":
      return <ListView list={container} />;
    default:
      return null;
  }
}

function isRichText(block: Block): block is Block & RichText {
  return block.type === "rich_text" && Array.isArray(block.elements);
}

/** The body of a message: its blocks where it has rich text, otherwise its text. */
export function RichTextView({ blocks, text }: { blocks: Block[] | null | undefined; text: string }) {
  const rich = (blocks ?? []).filter(isRichText);
  if (rich.length === 0) {
    return (
      <p dir="auto">
        <PlainText text={text} />
      </p>
    );
  }
  return (
    <>
      {rich.flatMap((block, at) =>
        block.elements.map((container, index) => (
          <ContainerView key={`${at}.${index}`} container={container} />
        )),
      )}
    </>
  );
}
