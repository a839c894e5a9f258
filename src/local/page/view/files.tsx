/** Files of a message: pictures are shown, everything else is a line to download. */
import { meId } from "../state/workspace";
import { sizeText } from "../text/size";

/** As it is on the wire; nothing in it is certain. */
export type MessageFile = Record<string, unknown>;

/** A file of the local workspace is read through the page's API, as the member; another one stays a name. */
function addressOf({ id }: MessageFile, name: string): string | null {
  if (typeof id !== "string" || id === "") return null;
  return `/page/api/files/${encodeURIComponent(id)}/${encodeURIComponent(name)}?member=${meId.value}`;
}

/** How the file is called. */
export function nameOfFile({ name }: MessageFile): string {
  return typeof name === "string" && name !== "" ? name : "file";
}

function File({ of }: { of: MessageFile }) {
  const name = nameOfFile(of);
  const address = addressOf(of, name);
  const isImage = address !== null && String(of.mimeType).startsWith("image/");
  return (
    <li class={isImage ? "file" : "file file-line"}>
      {isImage && <img class="file-image" src={address} alt={name} loading="lazy" />}
      {address ? (
        <a href={address} download={name}>
          {name}
        </a>
      ) : (
        name
      )}
      {typeof of.size === "number" && <span class="muted"> {sizeText(of.size)}</span>}
    </li>
  );
}

/** The files of one message; nothing where there are none. */
export function Files({ files }: { files: MessageFile[] }) {
  if (files.length === 0) return null;
  return (
    <ul class="files" aria-label="Files">
      {files.map((file, index) => (
        <File key={String(file.id ?? index)} of={file} />
      ))}
    </ul>
  );
}
