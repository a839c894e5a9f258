/** The list of completions above a composer. The focus stays in the composer, which names the chosen line. */
import { useEffect, useRef } from "preact/hooks";
import type { Suggestion, Suggestions } from "../text/suggest";

const titles = { command: "Commands", member: "Members", channel: "Channels", emoji: "Emoji" };

/** Element id of one line, for `aria-activedescendant`. */
export function suggestionId(listId: string, index: number): string {
  return `${listId}-${index}`;
}

interface Props {
  id: string;
  list: Suggestions;
  chosen: number;
  onAccept(item: Suggestion): void;
}

export function SuggestionList({ id, list, chosen, onAccept }: Props) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    box.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: "nearest" });
  }, [chosen]);
  return (
    <div ref={box} class="suggestions">
      <p class="suggestions-title" aria-hidden="true">
        {titles[list.kind]}
        <span>↑↓ to choose, Tab to complete, Esc to close</span>
      </p>
      <div id={id} role="listbox" aria-label={titles[list.kind]}>
        {list.items.map((item, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the composer's, which keeps the focus
          <div
            key={item.key}
            id={suggestionId(id, index)}
            role="option"
            tabIndex={-1}
            aria-selected={index === chosen}
            class="suggestion"
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => onAccept(item)}
          >
            <span class="suggestion-label">{item.label}</span>
            <span class="suggestion-detail">{item.detail}</span>
            {item.source && <span class="suggestion-source">{item.source}</span>}
          </div>
        ))}
      </div>
    </div>
  );
}
