/** One interactive element of an app's message, modal or home view. */
import type { ComponentChildren } from "preact";
import type { Confirm, Option, OptionGroup, ViewElement } from "../../../platform";
import { safeUrl } from "../text/links";
import { ask } from "./confirm";
import { DynamicMenu } from "./dynamic-menu";
import type { ElementProps } from "./element-props";

/** Asks first when the element wants that. */
function confirmed(confirm: Confirm | undefined, act: () => void): void {
  if (!confirm) {
    act();
    return;
  }
  ask({
    title: confirm.title.text,
    text: confirm.text.text,
    confirm: confirm.confirm.text,
    cancel: confirm.deny.text,
    onConfirm: async () => act(),
  });
}

type Of<Type extends ViewElement["type"]> = Extract<ViewElement, { type: Type }>;
type Props<Type extends ViewElement["type"]> = ElementProps & { element: Of<Type> };

function Button({ element, onAct }: Props<"button">) {
  const look = element.style && element.style !== "secondary" ? ` button-${element.style}` : "";
  const url = element.url ? safeUrl(element.url) : null;
  return (
    <button
      type="button"
      class={`button${look}`}
      onClick={() =>
        confirmed(element.confirm, () => {
          if (url) window.open(url, "_blank", "noopener");
          onAct(element.value ?? "");
        })
      }
    >
      {element.text.text}
    </button>
  );
}

function TextInput({ element, value, required, errorId, label, onChange, onAct }: Props<"plain_text_input">) {
  const triggers = element.interaction_triggers ?? [];
  const common = {
    "aria-label": label,
    "aria-invalid": errorId !== undefined,
    "aria-describedby": errorId,
    placeholder: element.placeholder?.text,
    minLength: element.min_length,
    maxLength: element.max_length,
    autofocus: element.autofocused === true,
    required,
    value: String(value),
    onInput: (event: { currentTarget: { value: string } }) => {
      onChange(event.currentTarget.value);
      if (triggers.includes("on_input")) onAct(event.currentTarget.value);
    },
    onKeyDown: (event: KeyboardEvent & { currentTarget: { value: string } }) => {
      if (event.key !== "Enter" || event.shiftKey || !triggers.includes("on_enter_pressed")) return;
      event.preventDefault();
      onAct(event.currentTarget.value);
    },
  };
  return element.line_mode === "multiline" ? (
    <textarea rows={4} {...common} />
  ) : (
    <input type="text" autocomplete="off" {...common} />
  );
}

function options(list: Option[]): ComponentChildren {
  return list.map((option) => (
    <option key={option.value} value={option.value}>
      {option.description ? `${option.text.text} (${option.description.text})` : option.text.text}
    </option>
  ));
}

function groups(list: OptionGroup[]): ComponentChildren {
  return list.map((group) => (
    <optgroup key={group.label.text} label={group.label.text}>
      {options(group.options)}
    </optgroup>
  ));
}

function SelectMenu(props: Props<"static_select_menu">) {
  const { element, value, required, errorId, label, onChange, onAct } = props;
  return (
    <select
      aria-label={label}
      aria-invalid={errorId !== undefined}
      aria-describedby={errorId}
      required={required}
      value={String(value)}
      onChange={(event) => {
        const next = event.currentTarget.value;
        onChange(next);
        confirmed(element.confirm, () => onAct(next));
      }}
    >
      <option value="">{element.placeholder?.text ?? "Choose"}</option>
      {options(element.options ?? [])}
      {groups(element.option_groups ?? [])}
    </select>
  );
}

function Checkboxes({ element, value, required, errorId, label, onChange, onAct }: Props<"checkboxes">) {
  const chosen = Array.isArray(value) ? value : [];
  return (
    <fieldset class="choices" aria-label={label} aria-describedby={errorId}>
      {element.options.map((option) => (
        <label key={option.value} class="check">
          <input
            type="checkbox"
            checked={chosen.includes(option.value)}
            required={required && chosen.length === 0}
            onChange={(event) => {
              const without = chosen.filter((item) => item !== option.value);
              const next = event.currentTarget.checked ? [...without, option.value] : without;
              onChange(next);
              confirmed(element.confirm, () => onAct(next));
            }}
          />
          <span>
            {option.text.text}
            {option.description && <span class="hint"> {option.description.text}</span>}
          </span>
        </label>
      ))}
    </fieldset>
  );
}

interface DayProps {
  label: string;
  value: string;
  required: boolean;
  errorId: string | undefined;
  onPick(value: string): void;
}

function Day({ label, value, required, errorId, onPick }: DayProps) {
  return (
    <input
      type="date"
      aria-label={label}
      aria-describedby={errorId}
      required={required}
      value={value}
      onChange={(event) => onPick(event.currentTarget.value)}
    />
  );
}

function DatePicker({ element, value, required, errorId, label, onChange, onAct }: Props<"date_picker">) {
  const pick = (next: string) => {
    onChange(next);
    confirmed(element.confirm, () => onAct(next));
  };
  return <Day label={label} value={String(value)} {...{ required, errorId }} onPick={pick} />;
}

function DateRange({
  element,
  value,
  required,
  errorId,
  label,
  onChange,
  onAct,
}: Props<"date_range_picker">) {
  const [start = "", end = ""] = Array.isArray(value) ? value : [];
  const pick = (next: string[]) => {
    onChange(next);
    if (next.every(Boolean)) confirmed(element.confirm, () => onAct(next));
  };
  return (
    <span class="range">
      <Day
        label={`${label}, from`}
        value={start}
        {...{ required, errorId }}
        onPick={(from) => pick([from, end])}
      />
      <span>to</span>
      <Day label={`${label}, to`} value={end} {...{ required, errorId }} onPick={(to) => pick([start, to])} />
    </span>
  );
}

/** Any element. One that is not known here is named, not hidden. */
export function ElementView(props: ElementProps) {
  const { element } = props;
  switch (element.type) {
    case "button":
      return <Button {...props} element={element} />;
    case "plain_text_input":
      return <TextInput {...props} element={element} />;
    case "static_select_menu":
      return <SelectMenu {...props} element={element} />;
    case "dynamic_select_menu":
      return (
        <DynamicMenu {...props} element={element} confirmed={(act) => confirmed(element.confirm, act)} />
      );
    case "checkboxes":
      return <Checkboxes {...props} element={element} />;
    case "date_picker":
      return <DatePicker {...props} element={element} />;
    case "date_range_picker":
      return <DateRange {...props} element={element} />;
    default:
      return <span class="hint">Unknown element {String((element as { type: unknown }).type)}</span>;
  }
}
