import type { PumbleClient } from "../client";
import type { ChannelListEntry, User } from "../pumble/shapes";
import { explained } from "./problem";

/**
 * The reads that Terraform makes one by one, answered from list calls that are made once. A write forgets what it
 * changed.
 */
export class Workspace {
  private channelList: Promise<ChannelListEntry[]> | null = null;
  private userList: Promise<User[]> | null = null;

  constructor(private readonly client: PumbleClient) {}

  /** Every channel that the key's owner sees, archived and direct ones included. */
  channels(): Promise<ChannelListEntry[]> {
    this.channelList ??= explained(() => this.client.listChannels({}));
    return this.channelList;
  }

  /** The channel with this id, or null when it is gone or not visible. */
  async channelById(id: string): Promise<ChannelListEntry | null> {
    return (await this.channels()).find((entry) => entry.channel.id === id) ?? null;
  }

  /** The channel with this normalised name, or null. */
  async channelByName(name: string): Promise<ChannelListEntry | null> {
    return (await this.channels()).find((entry) => entry.channel.name === name) ?? null;
  }

  /** To be called by everything that creates a channel or changes who is in one. */
  forgetChannels(): void {
    this.channelList = null;
  }

  /** Every user: members, deactivated ones, bots. */
  users(): Promise<User[]> {
    this.userList ??= explained(() => this.client.listUsers({}));
    return this.userList;
  }
}
