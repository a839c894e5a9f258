/** The blocks of an app's view, and the interactive ones of its messages. */
import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";
import type { ActionsBlock, InputBlock, SectionBlock, ViewElement } from "../../../platform";
import { type FieldValue, type FormValues, initialValue } from "../../../platform/form";
import type { Block, Message } from "../../../pumble";
import type { InteractionSource, ViewState } from "../contract";
import { endBusy, isBusy, startBusy } from "../state/busy";
import { report } from "../state/notice";
import { api } from "../state/workspace";
import { ElementView } from "./element";
import { PlainText, RichTextView } from "./rich-text";

/** Where blocks stand, and the form that they are part of, if any. */
export interface BlocksProps {
  blocks: Block[];
  source: InteractionSource;
  values?: FormValues;
  onChange?(blockId: string, onAction: string, value: FieldValue): void;
  /** What the form holds when the app is told of an action. */
  state?(): ViewState;
}

/** Tells the app that something was pressed or chosen. */
function act(props: BlocksProps, element: ViewElement, value: FieldValue): void {
  const { source, state } = props;
  const { onAction, loadingTimeout = 0 } = element;
  // A button may only open its address: then there is nothing that an app could be told.
  if (!onAction || isBusy(source.sourceId, onAction)) return;
  const press = {
    actionType: element.type.toUpperCase(),
    ...{ onAction, value, loadingTimeout },
    ...(state ? { state: state() } : {}),
  };
  if (loadingTimeout > 0) startBusy(source.sourceId, onAction, loadingTimeout);
  api.value.interact({ ...source, ...press }).then(
    ({ acknowledged }) => {
      if (!acknowledged) endBusy(source.sourceId, onAction);
    },
    (error: unknown) => {
      endBusy(source.sourceId, onAction);
      report("The app did not hear of it", error);
    },
  );
}

/** Shows that the element waits for its app. */
function Waiting({ on, at, children }: { on: string; at: string; children: ComponentChildren }) {
  const busy = isBusy(at, on);
  return (
    <span class={busy ? "element element-busy" : "element"} aria-busy={busy}>
      {children}
      {busy && <span class="spinner" role="status" aria-label="Waiting for the app" />}
    </span>
  );
}

function loadOptions({ source, state }: BlocksProps) {
  return (onAction: string, query: string) =>
    api.value.menu({ ...source, onAction, query, ...(state ? { state: state() } : {}) });
}

/** An element outside the form: whatever happens to it goes to the app at once. */
function Loose({ element, label, of }: { element: ViewElement; label: string; of: BlocksProps }) {
  const value = useSignal(initialValue(element));
  return (
    <Waiting on={element.onAction} at={of.source.sourceId}>
      <ElementView
        element={element}
        label={label}
        value={value.value}
        required={false}
        onChange={(next) => {
          value.value = next;
        }}
        onAct={(chosen) => act(of, element, chosen)}
        loadOptions={loadOptions(of)}
      />
    </Waiting>
  );
}

function nameOf(element: ViewElement): string {
  return "placeholder" in element ? (element.placeholder?.text ?? "Choose") : "Choose";
}

function Actions({ block, of }: { block: ActionsBlock; of: BlocksProps }) {
  return (
    <div class="actions">
      {(block.elements ?? []).map((element, index) => (
        <Loose key={`${index}/${element.onAction}`} element={element} label={nameOf(element)} of={of} />
      ))}
    </div>
  );
}

function Section({ block, of }: { block: SectionBlock; of: BlocksProps }) {
  return (
    <div class={`section-block${block.text_position === "right" ? " section-reverse" : ""}`}>
      <p>
        <PlainText text={block.text.text} />
      </p>
      {block.accessory && <Field block={block.accessory} of={of} />}
    </div>
  );
}

/** The element of an input block, with what is wrong with it. */
function Field({ block, of }: { block: InputBlock; of: BlocksProps }) {
  const errorId = useId();
  const { blockId, element, label, validationError: error } = block;
  return (
    <Waiting on={element.onAction} at={of.source.sourceId}>
      <ElementView
        element={element}
        label={label.text}
        value={of.values?.[blockId]?.[element.onAction] ?? initialValue(element)}
        required={!block.optional}
        errorId={error ? errorId : undefined}
        onChange={(value) => of.onChange?.(blockId, element.onAction, value)}
        onAct={(value) => {
          const asksItself = element.type === "plain_text_input" && element.interaction_triggers?.length;
          if (block.dispatchAction || asksItself || element.type === "button") act(of, element, value);
        }}
        loadOptions={loadOptions(of)}
      />
      {error && (
        <span id={errorId} class="field-error">
          {error}
        </span>
      )}
    </Waiting>
  );
}

function Input({ block, of }: { block: InputBlock; of: BlocksProps }) {
  return (
    <div class="field">
      <span class="field-name">
        {block.label.text}
        {block.optional && <span class="hint"> (optional)</span>}
      </span>
      <Field block={block} of={of} />
    </div>
  );
}

function BlockView({ block, of }: { block: Block; of: BlocksProps }) {
  switch (block.type) {
    case "rich_text":
      return (
        <div class="text">
          <RichTextView blocks={[block]} text="" />
        </div>
      );
    case "divider":
      return <hr />;
    case "actions":
      return <Actions block={block as unknown as ActionsBlock} of={of} />;
    case "section":
      return <Section block={block as unknown as SectionBlock} of={of} />;
    case "input":
      return <Input block={block as unknown as InputBlock} of={of} />;
    default:
      return <p class="hint">Unknown block {block.type}</p>;
  }
}

/** All blocks of a view. */
export function Blocks(props: BlocksProps) {
  return (
    <>
      {props.blocks.map((block, index) => (
        <BlockView key={String(block.blockId ?? index)} block={block} of={props} />
      ))}
    </>
  );
}

/** What a message says, block by block in the order of the app; its plain text where no block says anything. */
export function MessageBlocks({ message, source }: { message: Message; source: InteractionSource }) {
  const blocks = message.blocks ?? [];
  const hasWords = blocks.some((block) => block.type === "rich_text" || block.type === "section");
  return (
    <>
      {!hasWords && message.text && <RichTextView blocks={[]} text={message.text} />}
      {blocks.map((block, index) =>
        block.type === "rich_text" ? (
          <RichTextView key={index} blocks={[block]} text="" />
        ) : (
          <BlockView key={index} block={block} of={{ blocks, source }} />
        ),
      )}
    </>
  );
}
