/** The files that go with the next message: chosen by a button, pasted, or dropped. */
import type { Signal } from "@preact/signals";
import { useRef } from "preact/hooks";
import { sizeText } from "../text/size";
import { Icon } from "./icon";

/** Opens the browser's choice of files. */
export function AttachButton({ onChoose }: { onChoose(files: File[]): void }) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        aria-label="Files to attach"
        onChange={(event) => {
          onChoose([...(event.currentTarget.files ?? [])]);
          // The same file can be chosen again after it was taken off.
          event.currentTarget.value = "";
        }}
      />
      <button
        type="button"
        class="icon-button"
        aria-label="Attach files"
        title="Attach files"
        onClick={() => input.current?.click()}
      >
        <Icon name="clip" size={18} />
      </button>
    </>
  );
}

/** What waits to be sent, each with a way to take it off. */
export function AttachedFiles({ files }: { files: Signal<File[]> }) {
  if (files.value.length === 0) return null;
  return (
    <ul class="attached" aria-label="Files to send">
      {files.value.map((file) => (
        <li key={`${file.name}/${file.size}/${file.lastModified}`}>
          <span class="attached-name">{file.name}</span>
          <span class="muted">{sizeText(file.size)}</span>
          <button
            type="button"
            class="icon-button"
            aria-label={`Take ${file.name} off`}
            title="Take off"
            onClick={() => {
              files.value = files.value.filter((other) => other !== file);
            }}
          >
            <Icon name="close" size={14} />
          </button>
        </li>
      ))}
    </ul>
  );
}

/** The files of a paste or a drop, if it holds some. */
export function filesIn(transfer: DataTransfer | null): File[] {
  return [...(transfer?.files ?? [])];
}
