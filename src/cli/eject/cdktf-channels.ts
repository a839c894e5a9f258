/** Channels and what is in them as calls of this package's constructs. */
import type { RecurrenceType } from "../../pumble/recurrence";
import { recurrenceMakers } from "../recurrence-makers";
import { type EjectedResource, type Source, scriptOf, unescaped } from "./source";
import { Code, literalOf, Names } from "./typescript";

export interface ChannelsContext {
  readonly source: Source;
  /** Import ids, by address. */
  readonly imports: ReadonlyMap<string, string>;
  /** Addresses whose ids stand in other resources. */
  readonly named: ReadonlySet<string>;
  /** Where the helpers are, seen from the module. */
  readonly helpers: string;
}

/** One module: a function that defines the channels of one file. */
export function ejectedChannels(resources: readonly EjectedResource[], context: ChannelsContext): string {
  const writer = new Writer(context);
  const statements = resources.map((resource) => writer.statement(resource));
  const body = statements.map((text) =>
    text.replace(/^/, text.includes("new PumbleChannel(") ? "\n  " : "  "),
  );
  const text = body.join("\n").replace(/^\n/, "");
  const known = ["ChannelType", "Content", "L1", "OnChannelDestroy", "OnMessageDestroy"];
  const used = [...known, "PumbleChannel", "PumbleScript", "Recurrence"].filter((name) =>
    new RegExp(`\\b${name}\\b[.(]`).test(text),
  );
  const stack = text.includes("Token.")
    ? 'import { type TerraformStack, Token } from "cdktf";'
    : 'import type { TerraformStack } from "cdktf";';
  const helpers = ["at", ...(/\bon\("/.test(text) ? ["on"] : [])];
  return `${stack}
import { ${used.join(", ")} } from "${"pumble-iac"}";
import { ${helpers.join(", ")} } from ${JSON.stringify(context.helpers)};

export function define(stack: TerraformStack): void {
${text}
}
`;
}

/** Writes statements one after another; later ones name what earlier ones made. */
class Writer {
  private readonly names = new Names();
  private readonly variables = new Map<string, string>();
  private readonly ids = new Map<string, Set<string>>();
  private readonly hasAnnounced = new Set<string>();

  constructor(private readonly context: ChannelsContext) {}

  statement(resource: EjectedResource): string {
    const call = this.call(resource);
    const made = `at(${JSON.stringify(resource.name)}, ${call})`;
    if (!this.isNamedLater(resource)) return `${made};`;
    const name = this.names.of(nameFor(resource));
    this.variables.set(resource.address, name);
    return `const ${name} = ${made};`;
  }

  /** Channels, and messages that something hangs on. */
  private isNamedLater({ type, address }: EjectedResource): boolean {
    return (
      ["pumble_channel", "pumble_message", "pumble_reply"].includes(type) && this.context.named.has(address)
    );
  }

  private call(resource: EjectedResource): string {
    const { object } = resource;
    const channel = this.variables.get(`pumble_channel.${channelName(this.context.source, resource)}`)!;
    const props = (value: Record<string, unknown>) => literalOf(this.withImport(resource, value), "  ");
    const own = (wanted: string) => JSON.stringify(this.id(channel, wanted));
    switch (object.kind) {
      case "channel":
        return `new PumbleChannel(stack, ${JSON.stringify(object.channel)}, ${props(channelProps(resource))})`;
      case "members":
        return `${channel}.addMembers(${own("members")}, ${props(membersProps(resource))})`;
      case "bot": {
        const config = literalOf({ channelId: new Code(`${channel}.id`), userId: resource.body["user_id"] });
        return `{ resource: new L1.ChannelMember(${channel}, ${own("bot")}, ${config}) }`;
      }
      case "announcement":
        return `${channel}.announce(${own(object.key)}, ${props(this.messageProps(resource))})`;
      case "reply": {
        const root = this.ownerOf(resource, "thread_root_id");
        return `${root}.addReply(${JSON.stringify(this.id(root, object.key))}, ${props(this.messageProps(resource))})`;
      }
      case "reaction":
        return this.reaction(resource, object.emoji);
      case "schedule":
        return `${channel}.schedule(${own(object.key)}, ${props(this.scheduleProps(resource))})`;
      case "script":
        return `new PumbleScript(${channel}, ${own(object.key)}, ${literalOf(this.scriptProps(resource, channel), "  ")})`;
    }
  }

  private reaction(resource: EjectedResource, emoji: string): string {
    const message = this.ownerOf(resource, "message_id");
    const name = emoji.slice(1, -1);
    const id = this.id(message, name);
    const props = this.withImport(resource, id === name ? {} : { id });
    const given = Object.keys(props).length === 0 ? "" : `, ${literalOf(props)}`;
    return `${message}.addReaction(${JSON.stringify(emoji)}${given})`;
  }

  private withImport({ address }: EjectedResource, props: Record<string, unknown>): Record<string, unknown> {
    const id = this.context.imports.get(address);
    return id === undefined ? props : { ...props, importFrom: id };
  }

  /**
   * An id that nothing else has there.
   * @param scope the variable of what it is in: a channel or a message
   */
  private id(scope: string, wanted: string): string {
    const taken = this.ids.get(scope) ?? new Set(["Default"]);
    this.ids.set(scope, taken);
    let id = wanted;
    for (let count = 2; taken.has(id); count++) id = `${wanted} ${count}`;
    taken.add(id);
    return id;
  }

  private ownerOf({ body }: EjectedResource, attribute: string): string {
    const address = /^\$\{(.*)\.id\}$/.exec(String(body[attribute]))![1]!;
    return this.variables.get(address)!;
  }

  private messageProps(resource: EjectedResource): Record<string, unknown> {
    const { body, object } = resource;
    const dependsOn = this.dependencies(resource);
    return {
      ...contentProps(resource),
      ...(body["as_bot"] ? { asBot: true } : {}),
      ...(body["adopt_existing"] ? { adoptExisting: true } : {}),
      ...(body["also_send_to_channel"] ? { alsoSendToChannel: true } : {}),
      ...(body["on_destroy"] && object.kind === "announcement"
        ? { onDestroy: new Code("OnMessageDestroy.KEEP") }
        : {}),
      ...(dependsOn.length > 0 ? { dependsOn } : {}),
    };
  }

  /** What the order of the code does not say by itself: members first, and channels that are mentioned. */
  private dependencies({ body, object }: EjectedResource): Code[] {
    const all = (body["depends_on"] ?? []) as string[];
    const isFirst = object.kind !== "announcement" || !this.hasAnnounced.has(object.channel);
    if (object.kind === "announcement") this.hasAnnounced.add(object.channel);
    const kept = all.filter((address) => {
      if (address.startsWith("pumble_channel.")) return true;
      return isFirst && address.startsWith("pumble_channel_member");
    });
    return kept.map((address) => new Code(`on(${JSON.stringify(address)})`));
  }

  private scheduleProps(resource: EjectedResource): Record<string, unknown> {
    const { body } = resource;
    const { type, end_after_occurrences: times, end_date: until } = (body["recurrence"] ?? {}) as Ending;
    const end = {
      ...(times === undefined ? {} : { endAfterOccurrences: times }),
      ...(until === undefined ? {} : { endDate: until }),
    };
    const ending = Object.keys(end).length > 0 ? literalOf(end) : "";
    const dependsOn = this.dependencies(resource);
    return {
      ...contentProps(resource),
      sendAt: body["send_at"],
      ...(type ? { recurrence: new Code(`Recurrence.${recurrenceMakers[type]}(${ending})`) } : {}),
      ...(dependsOn.length > 0 ? { dependsOn } : {}),
    };
  }

  private scriptProps(resource: EjectedResource, channel: string): Record<string, unknown> {
    const { to, input } = scriptOf(this.context.source, resource);
    const { channelName: name } = resource.object;
    const id = new Code(`${channel}.id`);
    const after = (resource.body["depends_on"] ?? []) as string[];
    return {
      file: to,
      input: replaced(input, { "{channel.id}": id, "{channel.name}": name }),
      triggers: { channel: id },
      ...(after.length > 0
        ? { dependsOn: after.map((address) => new Code(`on(${JSON.stringify(address)})`)) }
        : {}),
    };
  }
}

interface Ending {
  readonly type?: RecurrenceType;
  readonly end_after_occurrences?: number;
  readonly end_date?: string;
}

/** The name of the channel's own resource. */
function channelName({ resources }: Source, { object }: EjectedResource): string {
  return resources.find((one) => one.object.kind === "channel" && one.object.channel === object.channel)!
    .name;
}

function nameFor({ object }: EjectedResource): string {
  if (object.kind === "announcement") return `${object.channel} ${object.key}`;
  return object.kind === "reply" ? `${object.channel} ${object.announcement} ${object.key}` : object.channel;
}

function channelProps({ body }: EjectedResource): Record<string, unknown> {
  return {
    name: body["name"],
    ...(body["type"] === "PRIVATE" ? { type: new Code("ChannelType.PRIVATE") } : {}),
    ...(body["type"] === "PUBLIC" ? { type: new Code("ChannelType.PUBLIC") } : {}),
    ...(body["description"] === undefined ? {} : { description: unescaped(String(body["description"])) }),
    ...(body["adopt_existing"] ? { adoptExisting: true } : {}),
    ...(body["on_destroy"] ? { onDestroy: new Code("OnChannelDestroy.ERROR") } : {}),
  };
}

function membersProps({ body }: EjectedResource): Record<string, unknown> {
  const { emails, user_ids: ids } = body as { emails?: string[]; user_ids?: string };
  return {
    ...(emails
      ? { emails: emails.map(unescaped) }
      : { userIds: new Code(`Token.asList(${JSON.stringify(ids)})`) }),
    ...(body["remove_unmanaged"] ? { removeUnmanaged: true } : {}),
  };
}

function contentProps({ body, markdownFile }: EjectedResource): Record<string, unknown> {
  const { text, markdown, blocks } = body as { text?: string; markdown?: string; blocks?: string };
  return {
    ...(text === undefined ? {} : { text: unescaped(text) }),
    ...(blocks === undefined ? {} : { blocks: unescaped(blocks) }),
    ...(markdown === undefined
      ? {}
      : markdownFile === null
        ? { markdown: unescaped(markdown) }
        : { content: new Code(`Content.markdownFile(${JSON.stringify(markdownFile)})`) }),
    ...(body["allow_broadcast"] ? { allowBroadcast: true } : {}),
  };
}

function replaced(value: unknown, words: Readonly<Record<string, unknown>>): unknown {
  if (typeof value === "string") return Object.hasOwn(words, value) ? words[value] : value;
  if (Array.isArray(value)) return value.map((one) => replaced(one, words));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, replaced(one, words)]));
}
