/**
 * A program that names every property of every construct. A property that is new and not here does not compile; that
 * each reaches Terraform is tested in process, and that all of it deploys end to end.
 */
import type * as cdktf from "cdktf";
import type * as constructs from "../../constructs";

/** A framework and its constructs: CDKTF with `pumble-iac`, or CDK Terrain with `pumble-iac/cdktn`. */
export interface Kit {
  readonly cdk: Pick<
    typeof cdktf,
    "TerraformCount" | "TerraformIterator" | "TerraformStack" | "TerraformVariable"
  >;
  readonly l2: typeof constructs;
}

/** What is there before: to be taken over, by its import id, and the id of a user. */
export type Existing = Readonly<
  Record<
    | ("channel" | "member" | "members" | "message" | "reply" | "reaction" | "scheduled" | "direct" | "key")
    | "user",
    string
  >
>;

type KeysOf<Props> = Props extends unknown ? keyof Props : never;
/** How many there are is the same for all of them: {@link declareMany} says it of some. */
type Missing<Props, Given> = Exclude<KeysOf<Props>, KeysOf<Given> | "count" | "forEach">;

/** Props of one construct that name, between them, every property that it has. */
function all<Props>() {
  return <const Given extends readonly Props[]>(
    ...given: Given &
      ([Missing<Props, Given[number]>] extends [never] ? unknown : Missing<Props, Given[number]>)
  ): readonly Props[] => given;
}

/** Where it is all declared. */
interface Scene extends Kit {
  readonly stack: cdktf.TerraformStack;
  /** Terraform's own arguments. */
  readonly meta: Required<Pick<constructs.PumbleMetaArguments, "provider" | "dependsOn" | "lifecycle">>;
  /** The same where something is only read. */
  readonly reading: Scene["meta"];
  readonly channel: constructs.PumbleChannel;
  readonly general: constructs.IPumbleChannel;
  readonly ada: constructs.PumbleUser;
  readonly grace: constructs.PumbleUser;
  readonly existing: Existing;
}

const far = "2035-01-31T09:00:00Z";
const attachments = [{ title: "Runbook", text: "What to do", color: "#ff0000" }];
const blocks: constructs.RichText[] = [
  {
    type: "rich_text",
    elements: [{ type: "rich_text_section", elements: [{ type: "text", text: "In blocks" }] }],
  },
];

/** Declares every property of every construct in a stack that has none yet. */
export function declareEveryProp(kit: Kit, stack: cdktf.TerraformStack, existing: Existing): void {
  const { l2, cdk } = kit;
  const secret = new cdk.TerraformVariable(stack, "secret", {
    ...{ type: "string", default: "pmb_none", sensitive: true },
  });
  const [main] = all<constructs.PumbleProviderConfig>()(
    { maxRequestsPerMinute: 1000, requestTimeoutSeconds: 60 },
    { alias: "second", apiKey: secret.stringValue, baseUrl: "http://127.0.0.1:1" },
  ).map((props, index) => new l2.PumbleProvider(stack, `provider-${index}`, props));
  const channel = new l2.PumbleChannel(stack, "first", { name: "every-first" });
  const lifecycle = { createBeforeDestroy: false, ignoreChanges: [], preventDestroy: false };
  const meta = { provider: main!, dependsOn: [channel], lifecycle };
  const precondition = [{ condition: '${pumble_channel.first.name != ""}', errorMessage: "Never said" }];
  const reading = { ...meta, lifecycle: { precondition } };
  const general = l2.PumbleChannel.fromName(stack, "general", "general", { ...reading, order: "none" });
  const ada = l2.PumbleUser.current(stack, "ada", reading);
  const grace = l2.PumbleUser.fromEmail(stack, "grace", "grace@example.com", reading);
  const scene = { ...kit, stack, meta, reading, channel, general, ada, grace, existing };
  declareFiles(scene);
  declareChannels(scene);
  declareMessages(scene);
  declareSchedules(scene);
  declareReads(scene);
  declareKeys(scene);
  declareMany(scene);
  all<constructs.PumbleScriptConfig>()(
    {
      ...{ ...meta, script: l2.Scripts.welcomeMembers({ channel }), triggers: { week: "1" } },
      ...{ when: "apply", runtime: "deno" },
    },
    { file: "test/constructs/every-prop-script.ts", input: { channel: channel.id }, provider: main! },
  ).map((props, index) => new l2.PumbleScript(stack, `script-${index}`, props));
}

function declareFiles({ l2, stack, meta }: Scene): void {
  all<constructs.PumbleWorkspaceProps>()({
    ...{ path: "test/constructs/every-prop-workspace.yaml", environment: "try", provider: meta.provider },
  }).map((props) => new l2.PumbleWorkspace(stack, "workspace", props));
}

function declareChannels({ l2, stack, meta, reading, channel, general, grace, existing }: Scene): void {
  all<constructs.PumbleChannelProps>()(
    {
      ...{ ...meta, name: "every", description: "Everything", members: [grace], removeUnmanaged: true },
      ...{ type: l2.ChannelType.PRIVATE, onDestroy: l2.OnChannelDestroy.ABANDON, order: "none" },
      ...{ adoptExisting: true, movedFrom: "pumble_channel.old" },
    },
    { name: "every-import", importFrom: existing.channel },
  ).map((props, index) => new l2.PumbleChannel(stack, `channel-${index}`, props));
  all<constructs.ExistingChannelProps>()({ ...reading, order: "declared" }).map((props) =>
    l2.PumbleChannel.fromId(stack, "by-id", channel.id, props),
  );
  l2.PumbleUser.fromId(stack, "by-user-id", grace.id, reading);
  all<constructs.PumbleMembersProps>()(
    { ...meta, channel, emails: [grace], removeUnmanaged: false, movedFrom: "pumble_channel_members.old" },
    { channel: general, userIds: [grace.id] },
    { channel: general, emails: ["grace@example.com"], importFrom: existing.members },
  ).map((props, index) => new l2.PumbleMembers(stack, `members-${index}`, props));
  all<constructs.PumbleMemberProps>()(
    {
      ...meta,
      channel,
      user: "linus@example.com",
      removeUnmanaged: true,
      movedFrom: "pumble_channel_member.old",
    },
    { channel: general, user: grace, importFrom: existing.member },
  ).map((props, index) => new l2.PumbleMember(stack, `member-${index}`, props));
}

/** What a message says, and what becomes of it. */
function posted({ l2, meta }: Scene) {
  const fate = { attachments, onDestroy: l2.OnMessageDestroy.DELETE, triggers: { week: "1" } };
  return {
    text: { ...meta, ...fate, allowBroadcast: true, adoptExisting: true, order: "none" },
    markdown: { markdownBaseUrl: "https://example.com/", markdownUnresolved: l2.MarkdownUnresolved.TEXT },
  } as const;
}

function declareMessages(scene: Scene): void {
  const { l2, stack, channel, general, grace, meta, existing } = scene;
  const { text, markdown } = posted(scene);
  const [root] = all<constructs.PumbleAnnouncementProps>()(
    { channel, ...text, text: "In text", movedFrom: "pumble_message.old" },
    { channel, ...markdown, markdown: "In **Markdown**, [here](rules.md)" },
    { channel, blocks },
    { channel, content: l2.Content.text("In content"), asBot: true },
    { channel: general, text: "Before", importFrom: existing.message },
  ).map((props, index) => new l2.PumbleAnnouncement(stack, `announcement-${index}`, props));
  all<constructs.PumbleReplyProps>()(
    { message: root!, ...text, text: "In text", alsoSendToChannel: true, movedFrom: "pumble_reply.old" },
    { message: root!, ...markdown, markdown: "In **Markdown**" },
    { message: root!, blocks },
    { message: root!, content: l2.Content.text("In content"), asBot: true },
    { message: root!, text: "After", importFrom: existing.reply },
  )
    .slice(0, -1)
    .map((props, index) => new l2.PumbleReply(stack, `reply-${index}`, props));
  const [channelId = "", id = "", replyId = ""] = existing.reply.split("/");
  new l2.PumbleReply(stack, "reply-import", {
    ...{ message: { channel: channelId, id }, text: "After", importFrom: existing.reply },
  });
  all<constructs.PumbleReactionProps>()(
    {
      ...meta,
      message: root!,
      reaction: l2.Emoji.WAVE,
      skinTone: 3,
      order: "none",
      movedFrom: "pumble_reaction.old",
    },
    { message: { channel: channelId, id: replyId }, reaction: ":eyes:", importFrom: existing.reaction },
  ).map((props, index) => new l2.PumbleReaction(stack, `reaction-${index}`, props));
  const { onDestroy, triggers } = text;
  all<constructs.PumbleDirectMessageProps>()(
    { ...meta, to: [grace], text: "Hello", attachments, onDestroy, triggers, order: "none" },
    { to: ["grace@example.com"], text: "Before", importFrom: existing.direct, movedFrom: undefined },
    { to: [existing.user], text: "By id", onDestroy: l2.OnMessageDestroy.KEEP },
  ).map((props, index) => new l2.PumbleDirectMessage(stack, `direct-${index}`, props));
}

function declareSchedules(scene: Scene): void {
  const { l2, stack, channel, meta, existing } = scene;
  const { text, markdown } = posted(scene);
  const threadRoot = channel.announce("root", { text: "A thread" });
  const { allowBroadcast, adoptExisting } = text;
  const recurrence = l2.Recurrence.weekly({
    endAfterOccurrences: 9,
    endDate: new Date("2036-01-01T00:00:00Z"),
  });
  all<constructs.PumbleScheduleProps>()(
    {
      ...{ ...meta, channel, sendAt: far, text: "In text", attachments, allowBroadcast, adoptExisting },
      ...{ threadRoot, alsoSendToChannel: true, movedFrom: "pumble_scheduled_message.old" },
    },
    {
      channel,
      ...markdown,
      markdown: "**Weekly**",
      at: "09:00",
      timeZone: "Europe/Berlin",
      from: "2035-01-31",
      recurrence,
    },
    { channel, blocks, sendAt: new Date("2035-02-01T09:00:00Z") },
    { channel, content: l2.Content.text("In content"), sendAt: "2035-02-02T09:00:00Z" },
    { channel: existing.channel, text: "Before", sendAt: far, importFrom: existing.scheduled },
  ).map((props, index) => new l2.PumbleSchedule(stack, `schedule-${index}`, props));
}

function declareReads({ l2, stack, channel, ada, reading }: Scene): void {
  const range = { sentAfter: new Date("2020-01-01T00:00:00Z"), sentBefore: "2040-01-01T00:00:00Z" };
  const threadRoot = channel.announce("read", { text: "Read" });
  all<constructs.PumbleMessagesProps>()({
    ...{ ...reading, ...range, channel, threadRoot, includeSystem: false, limit: 5 },
  }).map((props) => new l2.PumbleMessages(stack, "messages", props));
  all<constructs.PumbleSearchProps>()({
    ...{ ...reading, ...range, text: "no such words", from: [ada], in: [channel], limit: 5 },
    order: l2.SearchOrder.NEWEST,
  }).map((props) => new l2.PumbleSearch(stack, "search", props));
  all<constructs.PumbleChannelsProps>()({
    ...{
      ...reading,
      nameRegex: "^general$",
      archived: false,
      joined: true,
      type: l2.ListedChannelType.PUBLIC,
    },
  }).map((props) => new l2.PumbleChannels(stack, "channels", props));
  all<constructs.PumbleUsersProps>()({
    ...{ ...reading, includeBots: false, status: l2.UserStatus.ACTIVATED },
  }).map((props) => new l2.PumbleUsers(stack, "users", props));
  new l2.PumbleUserGroups(stack, "groups", reading);
  new l2.PumbleApiKeys(stack, "keys", reading);
}

function declareKeys({ l2, stack, channel, meta, existing }: Scene): void {
  const groups = [l2.OperationGroup.MESSAGES];
  const { provider, dependsOn } = meta;
  const [made] = all<constructs.EphemeralProps>()({ provider, dependsOn }).map(
    (props) => new l2.PumbleGeneratedApiKey(stack, "made", props),
  );
  all<constructs.PumbleTemporaryApiKeyProps>()({
    ...{
      provider,
      dependsOn,
      name: "passing",
      lifetimeSeconds: 600,
      readOnly: true,
      groups,
      channels: [channel],
    },
  }).map((props) => new l2.PumbleTemporaryApiKey(stack, "passing", props));
  all<constructs.PumbleApiKeyProps>()(
    {
      ...{ ...meta, name: "deploy", apiKeyWo: made!.apiKey, apiKeyWoVersion: 1, rotationGraceSeconds: 60 },
      ...{ channels: [channel], groups, readOnly: true, expiresAt: far, movedFrom: "pumble_api_key.old" },
    },
    { name: "before", importFrom: existing.key },
  ).map((props, index) => new l2.PumbleApiKey(stack, `key-${index}`, props));
}

/** One construct for several objects, and what hangs on each of them. */
function declareMany({ cdk, l2, stack, ada }: Scene): void {
  const teams = cdk.TerraformIterator.fromList(["every-web", "every-data"]);
  const counted = { count: cdk.TerraformCount.of(2) };
  const channels = [
    new l2.PumbleChannel(stack, "each", {
      forEach: teams,
      name: teams.value,
      members: ["grace@example.com"],
    }),
    new l2.PumbleChannel(stack, "counted", { ...counted, name: `every-${counted.count.index}` }),
  ];
  for (const channel of channels) {
    const hello = channel.announce("hello", { text: `Hello ${channel.mention}`, triggers: { by: ada.id } });
    hello.addReply("more", { text: `More of ${hello.id}` });
    hello.addReaction(l2.Emoji.EYES);
    channel.schedule("later", { text: `In ${channel.name}`, sendAt: far });
  }
}
