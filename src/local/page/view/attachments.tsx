/** What apps hang below a message. */
import type { ComponentChildren } from "preact";
import type { Block } from "../../../pumble";
import type { InteractionSource } from "../contract";
import { fullLabel } from "../text/dates";
import { safeUrl } from "../text/links";
import { Blocks } from "./blocks";
import { PlainText } from "./rich-text";

type Open = Record<string, unknown>;

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}

/** The text as a link when it has an address that may be opened. */
function Linked({ url, children }: { url: unknown; children: ComponentChildren }) {
  const safe = safeUrl(text(url));
  if (!safe) return <>{children}</>;
  return (
    <a href={safe} target="_blank" rel="noopener noreferrer">
      {children}
    </a>
  );
}

function Fields({ of }: { of: unknown }) {
  const fields = Array.isArray(of) ? (of as Open[]) : [];
  if (fields.length === 0) return null;
  return (
    <dl>
      {fields.map((field, index) => (
        <div key={index} class={field.short === true ? "short" : undefined}>
          <dt>{text(field.title)}</dt>
          <dd>
            <PlainText text={text(field.value)} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** A picture from anywhere on the web, asked for without saying where it is shown. */
function Picture({ url, look, alt = "" }: { url: unknown; look: string; alt?: string }) {
  const safe = safeUrl(text(url));
  return safe ? <img class={look} src={safe} alt={alt} loading="lazy" referrerpolicy="no-referrer" /> : null;
}

/** `ts` is epoch milliseconds, or seconds as others write it. */
function Foot({ of }: { of: Open }) {
  const ts = Number(of.ts ?? Number.NaN);
  const atMs = ts < 100_000_000_000 ? ts * 1000 : ts;
  const hasTime = Number.isFinite(atMs) && Math.abs(atMs) < 8.64e15;
  if (!text(of.footer) && !hasTime) return null;
  return (
    <p class="hint attachment-line">
      <Picture url={of.footer_icon} look="attachment-icon" />
      {text(of.footer)}
      {text(of.footer) && hasTime && " · "}
      {hasTime && <time dateTime={new Date(atMs).toISOString()}>{fullLabel(atMs)}</time>}
    </p>
  );
}

function Attachment({ of, source }: { of: Open; source: InteractionSource }) {
  const color = text(of.color);
  const bar = CSS.supports("color", color) ? { borderLeftColor: color } : {};
  const blocks = Array.isArray(of.blocks) ? (of.blocks as Block[]) : [];
  return (
    <div class="attachment-place">
      {text(of.pretext) && <PlainText text={text(of.pretext)} />}
      <div class="attachment" style={bar}>
        <Picture url={of.thumb_url} look="attachment-thumb" />
        {text(of.author_name) && (
          <p class="hint attachment-line">
            <Picture url={of.author_icon} look="attachment-icon" />
            <Linked url={of.author_link}>{text(of.author_name)}</Linked>
          </p>
        )}
        {text(of.title) && (
          <p class="attachment-title">
            <Linked url={of.title_link}>{text(of.title)}</Linked>
          </p>
        )}
        {text(of.text) && (
          <p>
            <PlainText text={text(of.text)} />
          </p>
        )}
        <Fields of={of.fields} />
        <Blocks blocks={blocks} source={source} />
        <Picture url={of.image_url} look="attachment-image" alt={text(of.title)} />
        <Foot of={of} />
      </div>
    </div>
  );
}

/** Attachments as apps send them; what they hold to press goes to the app like the message's own. */
export function Attachments({ attachments, source }: { attachments: Open[]; source: InteractionSource }) {
  return (
    <>
      {attachments.map((attachment, index) => (
        <Attachment key={index} of={attachment} source={source} />
      ))}
    </>
  );
}
