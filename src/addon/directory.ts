/** Names to ids, through a short-lived cache: a channel's name, a member's e-mail address or name. */

import type { PlatformSession } from "../platform/client";
import { isId } from "../pumble/ids";
import { normalizeChannelName } from "../pumble/names";
import { isActive } from "../pumble/people";
import type { TimeSource } from "./clock";
import { TtlCache } from "./ttl-cache";

/** A name that changed is still found by its old name for at most this long. */
const rememberMs = 5_000;

type Names = ReadonlyMap<string, string>;

export class Directory {
  readonly #channels: TtlCache<Names>;
  readonly #members: TtlCache<Names>;
  readonly #addressees: TtlCache<Names>;

  constructor(clock: TimeSource) {
    this.#channels = new TtlCache({ ttlMs: rememberMs, maxEntries: 500, clock });
    this.#members = new TtlCache({ ttlMs: rememberMs, maxEntries: 500, clock });
    this.#addressees = new TtlCache({ ttlMs: rememberMs, maxEntries: 500, clock });
  }

  /**
   * The id of a channel that this caller can see, by its name or id; null when there is none.
   * @param caller tells callers apart, for each sees other channels
   */
  channelId(session: PlatformSession, caller: string, name: string): Promise<string | null> {
    if (isId(name)) return Promise.resolve(name);
    return this.#find(this.#channels, caller, normalizeChannelName(name), async () => {
      const { value } = await session.listChannels();
      return new Map(value.flatMap(({ channel }) => (channel.name ? [[channel.name, channel.id]] : [])));
    });
  }

  /** The id of a member by id, e-mail address or name; null when there is none. */
  memberId(session: PlatformSession, caller: string, nameOrEmail: string): Promise<string | null> {
    if (isId(nameOrEmail)) return Promise.resolve(nameOrEmail);
    return this.#find(this.#members, caller, nameOrEmail.toLowerCase(), async () => {
      const value = byWhoWorks((await session.listUsers()).value);
      const names = value.map(({ name, id }) => [name, id] as const);
      return idsBy([...names, ...value.map(({ email, id }) => [email, id] as const)]);
    });
  }

  /** The id of a member by id or e-mail address alone: whoever may choose a name could choose another's address. */
  addresseeId(session: PlatformSession, caller: string, email: string): Promise<string | null> {
    if (isId(email)) return Promise.resolve(email);
    return this.#find(this.#addressees, caller, email.toLowerCase(), async () => {
      const value = byWhoWorks((await session.listUsers()).value);
      return idsBy(value.map((user) => [user.email, user.id] as const));
    });
  }

  /** What a remembered list does not know may be new: then the list is fetched once more. */
  async #find(
    cache: TtlCache<Names>,
    caller: string,
    name: string,
    fetchNames: () => Promise<Names>,
  ): Promise<string | null> {
    let fetched = false;
    const load = () => {
      fetched = true;
      return fetchNames();
    };
    const known = (await cache.get(caller, load)).get(name);
    if (known || fetched) return known ?? null;
    cache.forget(caller);
    return (await cache.get(caller, load)).get(name) ?? null;
  }
}

/** Somebody who left and came back has two users: the one who works comes last, and so wins. */
function byWhoWorks<User extends { status: string }>(users: readonly User[]): User[] {
  return users.toSorted((one, other) => Number(isActive(one)) - Number(isActive(other)));
}

/** Of two of the same name the later one wins. */
function idsBy(pairs: readonly (readonly [string | undefined, string])[]): Names {
  return new Map(pairs.flatMap(([name, id]) => (name ? [[name.toLowerCase(), id]] : [])));
}
