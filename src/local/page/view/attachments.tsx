/** What hangs below a message: attachments as apps send them, and files. */
import type { ComponentChildren } from "preact";
import { meId } from "../state/workspace";
import { safeUrl } from "../text/links";
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

function Attachment({ of }: { of: Open }) {
  const color = text(of.color);
  const bar = CSS.supports("color", color) ? { borderLeftColor: color } : {};
  return (
    <div class="attachment-place">
      {text(of.pretext) && <PlainText text={text(of.pretext)} />}
      <div class="attachment" style={bar}>
        {text(of.author_name) && (
          <p class="hint">
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
        {text(of.footer) && <p class="hint">{text(of.footer)}</p>}
      </div>
    </div>
  );
}

/** A file of the local workspace is read through the page's API, as the member; another one stays a name. */
function File({ of }: { of: Open }) {
  const id = text(of.id);
  const name = text(of.name) || "file";
  const address = id
    ? `/page/api/files/${encodeURIComponent(id)}/${encodeURIComponent(name)}?member=${meId.value}`
    : null;
  return (
    <li>
      {address ? (
        <a href={address} download={name}>
          {name}
        </a>
      ) : (
        name
      )}
    </li>
  );
}

/** Both, in the order in which Pumble shows them. */
export function Attachments({ attachments, files }: { attachments: Open[]; files: Open[] }) {
  return (
    <>
      {attachments.map((attachment, index) => (
        <Attachment key={index} of={attachment} />
      ))}
      {files.length > 0 && (
        <ul class="files" aria-label="Files">
          {files.map((file, index) => (
            <File key={index} of={file} />
          ))}
        </ul>
      )}
    </>
  );
}
