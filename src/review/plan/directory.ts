/** Who and what is in the workspace, for names in the place of ids. */
import type { BaseClient } from "../../client";
import type { ChannelListEntry, User, UserGroup } from "../../pumble";
import { botNamed } from "../bots";

/** What Pumble answers to three lists, or less where it could not be asked. */
export interface WorkspaceLists {
  channels: ChannelListEntry[];
  users: User[];
  groups: UserGroup[];
  /** Id of the key's owner. */
  me: string | null;
}

export const nobodyAsked: WorkspaceLists = { channels: [], users: [], groups: [], me: null };

/** The parts of `PumbleClient` that are asked. */
export type Lister = Pick<BaseClient, "listChannels" | "listUsers" | "listUserGroups" | "myInfo">;

/** Asks for all of it. What a narrow key may not see is left out: names are nice to have, a plan is what is wanted. */
export async function askForLists(client: Lister): Promise<WorkspaceLists> {
  const [channels, users, groups, me] = await Promise.all([
    client.listChannels({}).catch(() => []),
    client.listUsers({}).catch(() => []),
    client.listUserGroups({}).catch(() => []),
    client.myInfo({}).catch(() => null),
  ]);
  return { channels, users, groups, me: me?.id ?? null };
}

/** Looks people, channels and groups up. */
export class Directory {
  private readonly usersByKey = new Map<string, User>();
  private readonly channelsById = new Map<string, ChannelListEntry>();
  private readonly channelsByName = new Map<string, ChannelListEntry>();

  constructor(private readonly lists: WorkspaceLists = nobodyAsked) {
    for (const user of lists.users) {
      this.usersByKey.set(user.id, user);
      this.usersByKey.set(user.email.toLowerCase(), user);
    }
    for (const entry of lists.channels) {
      this.channelsById.set(entry.channel.id, entry);
      if (entry.channel.name) this.channelsByName.set(entry.channel.name, entry);
    }
  }

  get me(): string | null {
    return this.lists.me;
  }

  /** @param key id or e-mail address */
  user(key: string): User | undefined {
    return this.usersByKey.get(key) ?? this.usersByKey.get(key.toLowerCase());
  }

  /** One word for a person, the same for id and address: the address, else what was given. A bot has a name. */
  person(key: string): string {
    const user = this.user(key);
    return user?.isAddonBot ? botNamed(user.name) : user?.email || key;
  }

  /** @param key id or name */
  channel(key: string): ChannelListEntry | undefined {
    return this.channelsById.get(key) ?? this.channelsByName.get(key);
  }

  /** Whether it is known which groups there are. */
  get knowsGroups(): boolean {
    return this.lists.groups.length > 0;
  }

  /** @param key id or handle */
  group(key: string): UserGroup | undefined {
    return this.lists.groups.find(({ id, handle }) => id === key || handle.replace(/^@/, "") === key);
  }
}
