/** Buttons of emoji, some below headings; the Tab key stops at the first, and the arrow keys walk them. */
import { emojiGroups, findEmoji, glyphOf } from "../text/emoji";

/** Most hits shown for what was typed. */
const foundMax = 105;

/** In a row, as the style sheet lays them out. */
const columns = 7;

interface Group {
  title: string;
  names: string[];
}

function groupsFor(query: string): Group[] {
  const wanted = query.replaceAll(":", "").trim();
  const found = { title: wanted ? "Found" : "Often used", names: findEmoji(wanted, foundMax) };
  return wanted ? [found] : [found, ...emojiGroups];
}

function walk(event: KeyboardEvent & { currentTarget: HTMLElement }): void {
  const items = [...event.currentTarget.querySelectorAll<HTMLElement>("button")];
  const at = items.indexOf(event.target as HTMLElement);
  const steps = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -columns, ArrowDown: columns };
  const step = steps[event.key as keyof typeof steps];
  if (step === undefined) return;
  event.preventDefault();
  items[Math.min(Math.max(at + step, 0), items.length - 1)]?.focus();
}

/** What fits the query, by category where nothing was typed. */
export function EmojiGrid({ query, onPick }: { query: string; onPick(name: string): void }) {
  const groups = groupsFor(query);
  const first = groups[0]?.names[0];
  if (first === undefined) return <p class="muted">No emoji by that name.</p>;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys only walk the buttons inside
    <div class="picker-scroll" onKeyDown={walk}>
      {groups.map(({ title, names }, index) => (
        <section key={title} aria-label={title} style={{ "--rows": Math.ceil(names.length / columns) }}>
          <h3>{title}</h3>
          <div class="picker-grid">
            {names.map((name) => (
              <button
                key={name}
                type="button"
                aria-label={name}
                title={`:${name}:`}
                tabIndex={index === 0 && name === first ? 0 : -1}
                onClick={() => onPick(name)}
              >
                {glyphOf(name)}
              </button>
            ))}
          </div>
        </section>
      ))}
    </div>
  );
}
