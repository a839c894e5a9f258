/** One call of one operation: whose it is, what its key allows, and the platform as that member or the bot. */
import type { PlatformSession } from "../../platform/client";
import type { ApiKey } from "../keys/key-store";
import type { Services } from "../services";
import type { Installation } from "../store/grants";
import { refused } from "./problem";

/** A channel by id, which wins, or by name. Where a name is expected an id is taken too. */
export interface ChannelReference {
  channelId?: string | undefined;
  channel?: string | undefined;
}

const unknownChannel = () => refused("not_found", "Could not find channel with that identifier");

/** The bot as an actor. */
export interface Bot {
  id: string;
  session: PlatformSession;
}

export class Call {
  /** The platform as the key's owner. */
  readonly user: PlatformSession;
  readonly #services: Services;

  constructor(
    services: Services,
    readonly key: ApiKey,
    userToken: string,
  ) {
    this.#services = services;
    this.user = services.platform.as(userToken);
  }

  /** Tells callers apart where each sees other things. */
  get caller(): string {
    return `${this.key.workspaceId} ${this.key.userId}`;
  }

  /**
   * The id of the channel that is meant.
   * @throws ApiProblem when the owner sees no such channel, or the key is not for it
   */
  async channelId(reference: ChannelReference): Promise<string> {
    const { channelId, channel } = reference;
    const id = channelId ?? (await this.#services.directory.channelId(this.user, this.caller, channel ?? ""));
    if (!id) throw unknownChannel();
    this.checkChannel(id);
    return id;
  }

  /** @throws ApiProblem when the key is narrowed to channels and this is none of them */
  checkChannel(channelId: string): void {
    if (this.allowsChannel(channelId)) return;
    throw refused("not_allowed", "This API key may not be used for that channel");
  }

  allowsChannel(channelId: string): boolean {
    const { channels } = this.key.scopes;
    return channels === null || channels.includes(channelId);
  }

  /** @throws ApiProblem when the key is narrowed to channels, for what is not in one of them */
  checkNotNarrowed(): void {
    if (this.key.scopes.channels === null) return;
    throw refused("not_allowed", "This API key may only be used within its channels");
  }

  /**
   * For where the platform takes a message without asking for its channel.
   * @throws ApiProblem, PlatformRefusal when the key is narrowed to channels and the message is not in this one of them
   */
  async checkMessage(channelId: string | undefined, messageId: string): Promise<void> {
    if (!channelId) return this.checkNotNarrowed();
    this.checkChannel(channelId);
    if (this.key.scopes.channels !== null) await this.user.fetchMessage(channelId, messageId);
  }

  /** The id of a member. @throws ApiProblem when the workspace has no such member */
  async memberId(nameOrEmail: string): Promise<string> {
    const id = await this.#services.directory.memberId(this.user, this.caller, nameOrEmail);
    if (!id) throw refused("not_found", "Could not find user with that identifier");
    return id;
  }

  /** The bot of the workspace, or null when the app is not installed there. */
  async botIfAny(): Promise<Bot | null> {
    const installation: Installation | null = await this.#services.grants.installation(this.key.workspaceId);
    if (!installation) return null;
    return { id: installation.botId, session: this.#services.platform.as(installation.botToken) };
  }

  /** The bot of the workspace. @throws ApiProblem when there is none */
  async bot(): Promise<Bot> {
    const bot = await this.botIfAny();
    if (!bot) throw refused("not_allowed", "The API app has no bot in this workspace; install it again");
    return bot;
  }

  /** The platform as the bot or as the key's owner. */
  async sender(asBot: boolean | undefined): Promise<PlatformSession> {
    return asBot ? (await this.bot()).session : this.user;
  }
}
