/** Where a member writes: Enter sends, Shift+Enter makes a new line, and what is typed is completed. */
import { useSignal } from "@preact/signals";
import { useId, useLayoutEffect, useRef } from "preact/hooks";
import { announce } from "../state/announce";
import { attach, attachedFiles } from "../state/attached-files";
import { draftKey, draftOf, keepDraft } from "../state/drafts";
import { apps, directory, meId } from "../state/workspace";
import { commandOf, type Suggestion, type Suggestions, suggestionsFor } from "../text/suggest";
import { AttachButton, AttachedFiles, filesIn } from "./composer-files";
import { pickEmoji } from "./emoji-picker";
import { fitHeight } from "./fit-height";
import { Icon } from "./icon";
import { SuggestionList, suggestionId } from "./suggestion-list";
import { useOutbox } from "./use-outbox";

interface Props {
  channelId: string;
  threadId: string | null;
  /** Where the text goes, as a person says it: `#general`. */
  to: string;
  /** Arrow up in an empty composer. */
  onEditLast?(): void;
}

/** The usage of the command that the line begins with, once its name is complete. */
function usageOf(line: string): string {
  const known = commandOf(line, apps.value);
  if (!known?.known || !/\s/.test(line)) return "";
  const entry = apps.value
    .flatMap((app) => app.slashCommands)
    .find((command) => command.command === known.command);
  return entry?.usageHint ? `${entry.command} ${entry.usageHint}` : "";
}

function fill(area: HTMLTextAreaElement, text: string): void {
  area.value = text;
  fitHeight(area);
}

function useComposer({ channelId, threadId, to }: Props) {
  const key = draftKey(meId.value, channelId, threadId);
  const text = useSignal(draftOf(key));
  const error = useSignal("");
  const unknownCommand = useSignal("");
  const offered = useSignal<Suggestions | null>(null);
  const chosen = useSignal(0);
  const also = useSignal(false);
  const files = attachedFiles(key);
  const field = useRef<HTMLTextAreaElement>(null);

  const offer = (next: Suggestions | null) => {
    if (next && next.items.length !== offered.value?.items.length) {
      announce(`${next.items.length} ${next.items.length === 1 ? "suggestion" : "suggestions"}`);
    }
    offered.value = next;
    chosen.value = 0;
  };
  const setText = (next: string, caret: number) => {
    text.value = next;
    error.value = "";
    unknownCommand.value = "";
    keepDraft(key, next);
    offer(suggestionsFor(next, caret, { apps: apps.value, directory: directory.value }));
  };
  const show = (next: string, caret: number) => {
    setText(next, caret);
    if (field.current) fill(field.current, next);
  };
  const write = (next: string, caret: number) => {
    show(next, caret);
    field.current?.focus();
    field.current?.setSelectionRange(caret, caret);
  };
  const accept = (item: Suggestion) => {
    const { from, to: end } = offered.value ?? { from: 0, to: 0 };
    write(text.value.slice(0, from) + item.insert + text.value.slice(end), from + item.insert.length);
    offered.value = null;
  };
  const insert = (piece: string) => {
    const at = field.current?.selectionStart ?? text.value.length;
    write(text.value.slice(0, at) + piece + text.value.slice(at), at + piece.length);
  };
  const take = (chosen: File[]) => {
    error.value = attach(files, chosen);
    field.current?.focus();
  };
  const post = useOutbox((letter, why) => {
    also.value = letter.target.alsoSendToChannel;
    files.value = [...letter.files, ...files.value];
    const all = [letter.line, draftOf(key)].filter(Boolean).join("\n");
    show(all, all.length);
    error.value = `Not sent to ${to}: ${why}. Your text is kept; press Enter to try again.`;
  });
  const send = (asText = false) => {
    const target = { channelId, threadId, alsoSendToChannel: also.value };
    const letter = { line: text.value.trim(), target, files: files.value };
    if (!(letter.line || letter.files.length > 0)) return;
    const command = commandOf(letter.line, apps.value);
    if (command && !command.known && !asText) {
      unknownCommand.value = command.command;
      return;
    }
    also.value = false;
    files.value = [];
    write("", 0);
    post(letter);
  };
  const shown = { text, error, unknownCommand, offered, chosen, also, files, field };
  return { ...shown, setText, accept, insert, take, send };
}

type Composing = ReturnType<typeof useComposer>;

/** Keys while suggestions are open. True when the key has been used up. */
function suggestionKey(event: KeyboardEvent, state: Composing): boolean {
  const { offered, chosen, text } = state;
  const items = offered.value?.items;
  if (!items) return false;
  const item = items[chosen.value];
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    const step = event.key === "ArrowDown" ? 1 : -1;
    chosen.value = (chosen.value + step + items.length) % items.length;
  } else if (event.key === "Escape") {
    offered.value = null;
  } else if (event.key === "Tab" && item && !event.shiftKey) {
    state.accept(item);
  } else if (event.key === "Enter" && item && !event.shiftKey && item.insert.trim() !== text.value.trim()) {
    state.accept(item);
  } else {
    return false;
  }
  return true;
}

function onKeyDown(event: KeyboardEvent, state: Composing, onEditLast?: () => void): void {
  if (event.isComposing) return;
  if (suggestionKey(event, state)) {
    event.preventDefault();
    event.stopPropagation();
  } else if (event.key === "Enter" && !event.shiftKey) {
    event.preventDefault();
    state.offered.value = null;
    state.send();
  } else if (event.key === "ArrowUp" && !state.text.value && onEditLast) {
    event.preventDefault();
    onEditLast();
  }
}

function Messages({ state }: { state: Composing }) {
  return (
    <>
      {state.error.value && (
        <p class="alert" role="alert">
          {state.error.value}
        </p>
      )}
      {state.unknownCommand.value && (
        <p class="alert" role="alert">
          No app here answers {state.unknownCommand.value}.{" "}
          <button type="button" class="link-button" onClick={() => state.send(true)}>
            Send it as a message
          </button>
        </p>
      )}
    </>
  );
}

/** Files that are pasted or dropped are taken; a text that is, is left to the field. */
function taking({ take }: Composing) {
  const takeFrom = (event: Event, transfer: DataTransfer | null) => {
    const found = filesIn(transfer);
    if (found.length === 0) return;
    event.preventDefault();
    take(found);
  };
  return {
    onPaste: (event: ClipboardEvent) => takeFrom(event, event.clipboardData),
    onDragOver: (event: DragEvent) => event.dataTransfer?.types.includes("Files") && event.preventDefault(),
    onDrop: (event: DragEvent) => takeFrom(event, event.dataTransfer),
  };
}

/** Keyed by channel, thread and member by its owner, so that each has a composer of its own. */
export function Composer(props: Props) {
  const state = useComposer(props);
  const { text, offered, chosen, field, also } = state;
  const id = useId();
  const usage = usageOf(text.value);
  useLayoutEffect(() => {
    if (field.current) fitHeight(field.current);
    if (!matchMedia("(pointer: coarse)").matches) field.current?.focus({ preventScroll: true });
  }, []);
  const open = offered.value !== null;
  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault();
        state.send();
      }}
      {...taking(state)}
    >
      <Messages state={state} />
      {offered.value && (
        <SuggestionList id={id} list={offered.value} chosen={chosen.value} onAccept={state.accept} />
      )}
      <AttachedFiles files={state.files} />
      <div class="composer-box">
        <textarea
          ref={field}
          rows={1}
          dir="auto"
          aria-label={`Message to ${props.to}`}
          placeholder={`Message ${props.to}`}
          aria-autocomplete="list"
          aria-controls={open ? id : undefined}
          aria-activedescendant={open ? suggestionId(id, chosen.value) : undefined}
          value={text.value}
          onInput={(event) => {
            const area = event.currentTarget;
            state.setText(area.value, area.selectionStart);
            fitHeight(area);
          }}
          onKeyDown={(event) => onKeyDown(event, state, props.onEditLast)}
          onBlur={() => {
            offered.value = null;
          }}
        />
        <AttachButton onChoose={state.take} />
        <button
          type="button"
          class="icon-button"
          aria-label="Insert an emoji"
          title="Insert an emoji"
          onClick={(event) => pickEmoji(event.currentTarget, (code) => state.insert(`${code} `))}
        >
          <Icon name="smile" size={18} />
        </button>
        <button
          type="submit"
          class="icon-button send"
          aria-label="Send"
          title="Send (Enter)"
          disabled={!(text.value.trim() || state.files.value.length > 0)}
        >
          <Icon name="send" size={18} />
        </button>
      </div>
      <div class="composer-foot">
        {props.threadId ? (
          <label>
            <input
              type="checkbox"
              checked={also.value}
              onChange={(event) => {
                also.value = event.currentTarget.checked;
              }}
            />{" "}
            Also send to the channel
          </label>
        ) : (
          <span class={usage ? undefined : "composer-hint"}>
            {usage || "Shift+Enter for a new line, / for commands, **bold**, `code`, - lists"}
          </span>
        )}
      </div>
    </form>
  );
}
