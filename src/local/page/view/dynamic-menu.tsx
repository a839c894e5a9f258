/** A menu whose choices come from the app while one types. */
import { useSignal } from "@preact/signals";
import { useEffect, useId, useRef } from "preact/hooks";
import type { ViewElement } from "../../../platform";
import { chosenOption } from "../../../platform/form";
import type { MenuOption, MenuOptions } from "../contract";
import type { ElementProps } from "./element-props";

type Element = Extract<ViewElement, { type: "dynamic_select_menu" }>;

interface Props extends ElementProps {
  element: Element;
  confirmed(act: () => void): void;
}

/** Pause after a key before the app is asked, in ms. */
const pauseMs = 250;

function flat(answer: MenuOptions): MenuOption[] {
  return answer.options.flatMap((entry) => ("options" in entry ? entry.options : [entry]));
}

function useMenu({ element, onChange, onAct, confirmed, loadOptions }: Props) {
  const query = useSignal(chosenOption(element.initial_option)?.text.text ?? "");
  const found = useSignal<MenuOption[] | null>(null);
  const problem = useSignal("");
  const chosen = useSignal(0);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const asked = useRef(0);
  useEffect(() => () => clearTimeout(timer.current), []);
  const load = async () => {
    const turn = ++asked.current;
    try {
      const answer = flat(await loadOptions(element.onAction, query.value));
      if (turn !== asked.current) return;
      found.value = answer;
      chosen.value = 0;
      problem.value = answer.length === 0 ? "Nothing found" : "";
    } catch (error) {
      if (turn === asked.current) problem.value = error instanceof Error ? error.message : String(error);
    }
  };
  const search = (text: string) => {
    query.value = text;
    onChange("");
    clearTimeout(timer.current);
    found.value = null;
    if (text.length >= (element.min_query_length ?? 0)) timer.current = setTimeout(load, pauseMs);
  };
  const pick = (option: MenuOption) => {
    query.value = option.text.text;
    found.value = null;
    onChange(option.value);
    confirmed(() => onAct(option.value));
  };
  const close = () => {
    clearTimeout(timer.current);
    asked.current++;
    found.value = null;
  };
  return { query, found, problem, chosen, search, pick, close, load };
}

function onKeyDown(event: KeyboardEvent, menu: ReturnType<typeof useMenu>): void {
  const items = menu.found.value ?? [];
  const item = items[menu.chosen.value];
  if (!item) return;
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    const step = event.key === "ArrowDown" ? 1 : -1;
    menu.chosen.value = (menu.chosen.value + step + items.length) % items.length;
  } else if (event.key === "Enter") menu.pick(item);
  else if (event.key === "Escape") menu.close();
  else return;
  event.preventDefault();
  event.stopPropagation();
}

export function DynamicMenu(props: Props) {
  const { element, label, required, errorId, value } = props;
  const menu = useMenu(props);
  const id = useId();
  const items = menu.found.value;
  const open = items !== null && items.length > 0;
  return (
    <span class="combo">
      <input
        type="text"
        role="combobox"
        autocomplete="off"
        aria-label={label}
        aria-expanded={open}
        aria-controls={id}
        aria-autocomplete="list"
        aria-activedescendant={open ? `${id}-${menu.chosen.value}` : undefined}
        aria-describedby={errorId}
        placeholder={element.placeholder?.text}
        required={required}
        data-chosen={value !== ""}
        value={menu.query.value}
        onInput={(event) => menu.search(event.currentTarget.value)}
        onFocus={() => {
          if (!value && (element.min_query_length ?? 0) === 0) void menu.load();
        }}
        onKeyDown={(event) => onKeyDown(event, menu)}
        onBlur={menu.close}
      />
      <span id={id} role="listbox" aria-label={label} class="combo-list" hidden={!open}>
        {(items ?? []).map((option, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the field's, which keeps the focus
          <span
            key={option.value}
            id={`${id}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === menu.chosen.value}
            class="suggestion"
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => menu.pick(option)}
          >
            {option.text.text}
            {option.description && <span class="hint">{option.description.text}</span>}
          </span>
        ))}
      </span>
      {menu.problem.value && <span class="hint">{menu.problem.value}</span>}
    </span>
  );
}
