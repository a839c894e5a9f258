/** Search over the whole page: words, author, channel, and messages that lead to where they stand. */
import { useLayoutEffect, useRef } from "preact/hooks";
import { openChannel, openDirect } from "../state/actions";
import { report } from "../state/notice";
import {
  closeSearch,
  findMore,
  found,
  type Query,
  query,
  searching,
  searchOpen,
  searchProblem,
} from "../state/search";
import { callName, entries, isDirect, meId, othersIn, people, users } from "../state/workspace";
import { nameRank } from "../text/find-name";
import { FoundMessage } from "./found-message";
import { Icon } from "./icon";
import { moveFocus } from "./menu-keys";
import { useModal } from "./use-modal";

function set(change: Partial<Query>): void {
  query.value = { ...query.value, ...change };
}

interface Choice {
  label: string;
  name: "from" | "in" | "strategy";
  options: [value: string, text: string][];
}

function Filter({ label, name, options }: Choice) {
  return (
    <label>
      <span>{label}</span>
      <select
        value={query.value[name]}
        onChange={(event) => set({ [name]: event.currentTarget.value } as Partial<Query>)}
      >
        {options.map(([value, text]) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
}

function Filters() {
  const authors = users.value.map((user): [string, string] => [user.id, user.name]);
  const channels = entries.value.map((entry): [string, string] => [entry.channel.id, callName(entry)]);
  return (
    <div class="search-filters">
      <Filter label="From" name="from" options={[["", "anybody"], ...authors]} />
      <Filter label="In" name="in" options={[["", "anywhere"], ...channels]} />
      <Filter
        label="Order"
        name="strategy"
        options={[
          ["MOST_RELEVANT", "best first"],
          ["NEWEST", "newest first"],
          ["OLDEST", "oldest first"],
        ]}
      />
    </div>
  );
}

/** Most places shown for what was typed. */
const jumpsMax = 6;

interface Jump {
  key: string;
  name: string;
  isPerson: boolean;
  go(): void;
}

/** Every conversation, and the people with whom there is none yet. */
function allJumps(): Jump[] {
  const alone = new Set(
    entries.value.filter(isDirect).flatMap((entry) => (othersIn(entry).length === 1 ? othersIn(entry) : [])),
  );
  const conversations = entries.value.map((entry) => ({
    key: entry.channel.id,
    name: callName(entry),
    isPerson: isDirect(entry),
    go: () => openChannel(entry.channel.id),
  }));
  const others = people.value.filter(({ id }) => !alone.has(id) && id !== meId.value);
  const persons = others.map(({ id, name }) => ({
    ...{ key: id, name, isPerson: true },
    go: () => void openDirect([id]).catch((error: unknown) => report("Not opened", error)),
  }));
  return [...conversations, ...persons];
}

/** Channels and people by their names, the best fitting first. */
function Jumps() {
  const typed = query.value.text;
  const found = allJumps()
    .map((jump) => ({ jump, rank: nameRank(jump.name, typed) }))
    .filter((item): item is { jump: Jump; rank: number } => item.rank !== null)
    .sort((a, b) => a.rank - b.rank)
    .slice(0, jumpsMax);
  if (found.length === 0) return null;
  return (
    <ul class="jumps" aria-label="Channels and people">
      {found.map(({ jump: { key, name, isPerson, go } }) => (
        <li key={key}>
          <button
            type="button"
            class="jump"
            onClick={() => {
              go();
              closeSearch();
            }}
          >
            <Icon name={isPerson ? "people" : "hash"} /> {name}
          </button>
        </li>
      ))}
    </ul>
  );
}

function Results() {
  const answer = found.value;
  if (searchProblem.value) {
    return (
      <p class="alert" role="alert">
        The search did not work: {searchProblem.value}.
      </p>
    );
  }
  if (!answer) return <p class="muted search-hint">Words, or a member or channel to look through.</p>;
  if (answer.content.length === 0) {
    return <p class="muted search-hint">{searching.value ? "Searching…" : "No message fits."}</p>;
  }
  return (
    <>
      <p class="muted search-hint">
        {answer.totalElements} {answer.totalElements === 1 ? "message" : "messages"}
      </p>
      <ul class="found-list" aria-label="Messages found">
        {answer.content.map((message) => (
          <li key={message.id}>
            <FoundMessage message={message} onGo={closeSearch} />
          </li>
        ))}
      </ul>
      {answer.hasMore && (
        <button type="button" class="button button-small" onClick={findMore}>
          Show more
        </button>
      )}
    </>
  );
}

function SearchDialog() {
  const modal = useModal(closeSearch);
  const field = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => {
    field.current?.select();
  }, []);
  const onKeyDown = (event: KeyboardEvent & { currentTarget: HTMLElement }) => {
    const inSelect = event.target instanceof HTMLSelectElement;
    const inField = event.target === field.current;
    if (inField && event.key === "Enter")
      event.currentTarget.querySelector<HTMLElement>(".jump, .found")?.click();
    else if (!inSelect && !(inField && ["Home", "End"].includes(event.key))) moveFocus(event);
  };
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape does the same
    <dialog
      {...modal}
      class="search"
      aria-label="Search messages"
      onClick={(event) => event.target === event.currentTarget && closeSearch()}
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the keys only move between what is inside */}
      <div class="search-frame" onKeyDown={onKeyDown}>
        <div class="search-field">
          <Icon name="search" size={20} />
          <input
            ref={field}
            type="search"
            aria-label="Search messages"
            placeholder="Search messages"
            autocomplete="off"
            maxLength={500}
            value={query.value.text}
            onInput={(event) => set({ text: event.currentTarget.value })}
          />
          <button type="button" class="icon-button" aria-label="Close search" onClick={closeSearch}>
            <Icon name="close" />
          </button>
        </div>
        <Filters />
        <div class="search-results">
          <Jumps />
          <Results />
        </div>
      </div>
    </dialog>
  );
}

/** The search, once in the page. */
export function Search() {
  return searchOpen.value ? <SearchDialog /> : null;
}
