/** The emoji that are used most, those of a category, or those that fit what was typed; the arrow keys walk them. */
import { useSignal } from "@preact/signals";
import { commonNames, emojiGroups, findEmoji, glyphOf } from "../text/emoji";

/** Most hits shown for what was typed. */
const foundMax = 105;

/** In a row, as the style sheet lays them out. */
const columns = 7;

const groups = [{ title: "Often used", names: commonNames }, ...emojiGroups];

function walk(event: KeyboardEvent & { currentTarget: HTMLElement }): void {
  const items = [...event.currentTarget.querySelectorAll<HTMLElement>("button")];
  const at = items.indexOf(event.target as HTMLElement);
  const steps = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -columns, ArrowDown: columns };
  const step = steps[event.key as keyof typeof steps];
  if (step === undefined) return;
  event.preventDefault();
  items[Math.min(Math.max(at + step, 0), items.length - 1)]?.focus();
}

interface GridProps {
  title: string;
  names: readonly string[];
  onPick(name: string): void;
}

function Grid({ title, names, onPick }: GridProps) {
  if (names.length === 0) return <p class="muted">No emoji by that name.</p>;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys only walk the buttons inside
    <div class="picker-scroll" onKeyDown={walk}>
      <h3>{title}</h3>
      <div class="picker-grid">
        {names.map((name, index) => (
          <button
            key={name}
            type="button"
            aria-label={name}
            title={`:${name}:`}
            tabIndex={index === 0 ? 0 : -1}
            onClick={() => onPick(name)}
          >
            {glyphOf(name)}
          </button>
        ))}
      </div>
    </div>
  );
}

/** What fits the query; without one, what is used most or a category that is chosen above it. */
export function EmojiGrid({ query, onPick }: { query: string; onPick(name: string): void }) {
  const chosen = useSignal(groups[0]!.title);
  const wanted = query.replaceAll(":", "").trim();
  if (wanted) return <Grid title="Found" names={findEmoji(wanted, foundMax)} onPick={onPick} />;
  const group = groups.find(({ title }) => title === chosen.value) ?? groups[0]!;
  return (
    <>
      <fieldset class="picker-groups" aria-label="Categories">
        {groups.map(({ title, names }) => (
          <button
            key={title}
            type="button"
            aria-label={title}
            title={title}
            aria-pressed={title === group.title}
            onClick={() => {
              chosen.value = title;
            }}
          >
            {glyphOf(names[0]!)}
          </button>
        ))}
      </fieldset>
      <Grid key={group.title} title={group.title} names={group.names} onPick={onPick} />
    </>
  );
}
