/** One call of one operation: whose it is, what its key allows, and the platform as that member or the bot. */
import type { PlatformSession } from "../../platform/client";
import type { Channel } from "../../pumble/operations/shapes";
import type { ApiKey } from "../keys/key-store";
import { administers, isGuest } from "../roles";
import type { Services } from "../services";
import type { Installation } from "../store/grants";
import { refused } from "./api-problem";

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

export class MemberCall {
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

  /**
   * For a reply by whom the platform may let into more than this call is for: the bot, or a key that is narrowed.
   * @throws PlatformRefusal when the owner sees no such message in the channel
   */
  async checkRoot(channelId: string, rootId: string | undefined, asBot: boolean | undefined): Promise<void> {
    if (rootId && (asBot || this.key.scopes.channels !== null))
      await this.user.fetchMessage(channelId, rootId);
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

  /** The id of a member whom an e-mail address names. @throws ApiProblem when the workspace has no such member */
  async addresseeId(email: string): Promise<string> {
    const id = await this.#services.directory.addresseeId(this.user, this.caller, email);
    if (!id) throw refused("not_found", "Could not find user with that identifier");
    return id;
  }

  /**
   * The platform as the bot or as the key's owner. The bot speaks for an owner only where the owner could.
   * @throws ApiProblem, PlatformRefusal
   */
  async sender(asBot: boolean | undefined, channelId: string): Promise<PlatformSession> {
    if (!asBot) return this.user;
    const { session } = await this.bot();
    const { channel } = (await this.user.getChannel(channelId)).value;
    const { postingPermissionsGroup: group = "EVERYONE", workspaceUserIds = [] } =
      channel.postingPermissions ?? {};
    const isOpen = group === "EVERYONE" || workspaceUserIds.includes(this.key.userId);
    if (!(isOpen || (await this.#roleMayPost(group))) || (await this.#isBlocked(channel)))
      throw refused("not_allowed", "You may not post in that channel, so neither may the bot for you");
    return session;
  }

  async #roleMayPost(group: string): Promise<boolean> {
    const role = await this.role();
    return group === "EVERYONE_BUT_GUESTS" ? !isGuest(role) : administers(role);
  }

  /** Whether the channel shuts the owner out by name, group or role. What its fields mean is taken from their names. */
  async #isBlocked({ postingPermissionsV2 }: Channel): Promise<boolean> {
    const { blockedUserIds = [], blockedGroupIds = [], blockGuests } = postingPermissionsV2 ?? {};
    if (blockedUserIds.includes(this.key.userId)) return true;
    if (blockGuests && isGuest(await this.role())) return true;
    if (blockedGroupIds.length === 0) return false;
    const { value: groups } = await this.user.listUserGroups();
    const blocked = groups.filter(({ id }) => blockedGroupIds.includes(id));
    return blocked.some(({ workspaceUserIds }) => workspaceUserIds?.includes(this.key.userId));
  }

  /** The owner's role in the workspace. */
  async role(): Promise<string> {
    return (await this.user.getUser(this.key.userId)).value.role;
  }

  /** Keeps who sent a message through the bot. What fails there cannot take back the message, so it is only told. */
  async sentAsBot({ id, channelId }: { id: string; channelId: string }): Promise<void> {
    const { workspaceId, userId, id: keyId } = this.key;
    try {
      await this.#services.botMessages.save({ workspaceId, messageId: id, channelId, userId, keyId });
    } catch (error) {
      this.#services.log.error("Who sent a message through the bot was not kept", {
        error,
        messageId: id,
        keyId,
      });
    }
  }

  /** Whether the owner may change this message of the bot: who sent it may, and who administers the workspace. */
  async mayChangeAsBot(messageId: string): Promise<boolean> {
    const sent = await this.#services.botMessages.find(this.key.workspaceId, messageId);
    return sent?.userId === this.key.userId || administers(await this.role());
  }

  /** Writes down that the owner changed a message of the bot. What fails there cannot undo that, so it is only told. */
  async changedAsBot(action: "bot.edited" | "bot.deleted", messageId: string, detail = ""): Promise<void> {
    const { workspaceId, userId, id: keyId } = this.key;
    const entry = { workspaceId, actor: userId, action, target: messageId, source: "api", keyId } as const;
    try {
      await this.#services.audit.record({ ...entry, detail });
    } catch (error) {
      this.#services.log.error("Who changed a message of the bot was not kept", {
        ...{ error, action, messageId, userId, keyId },
      });
    }
  }
}
