/** The fixed sets of values that Pumble and the provider know. Each may also be written as its text. */

/** Who finds a channel: everybody, or only those who were added. */
export const ChannelType = { PUBLIC: "PUBLIC", PRIVATE: "PRIVATE" } as const;
export type ChannelType = (typeof ChannelType)[keyof typeof ChannelType];

/** What destroying a channel does: forget it, with a warning that it stays, or refuse. */
export const OnChannelDestroy = { ABANDON: "abandon", ERROR: "error" } as const;
export type OnChannelDestroy = (typeof OnChannelDestroy)[keyof typeof OnChannelDestroy];

/** What destroying a message does: remove it from Pumble, or only forget it. */
export const OnMessageDestroy = { DELETE: "delete", KEEP: "keep" } as const;
export type OnMessageDestroy = (typeof OnMessageDestroy)[keyof typeof OnMessageDestroy];

/**
 * What happens to words of a Markdown that look like a mention of nobody, or a link that leads nowhere: refuse them,
 * or keep them as text.
 */
export const MarkdownUnresolved = { REFUSE: "refuse", TEXT: "text" } as const;
export type MarkdownUnresolved = (typeof MarkdownUnresolved)[keyof typeof MarkdownUnresolved];

/** Which of the channels a list holds. */
export const ListedChannelType = { ...ChannelType, DIRECT: "DIRECT", SELF: "SELF" } as const;
export type ListedChannelType = (typeof ListedChannelType)[keyof typeof ListedChannelType];

/** Whether a user takes part in the workspace. */
export const UserStatus = {
  ACTIVATED: "ACTIVATED",
  DEACTIVATED: "DEACTIVATED",
  INVITED: "INVITED",
} as const;
export type UserStatus = (typeof UserStatus)[keyof typeof UserStatus];

/** Which hits of a search come first. */
export const SearchOrder = { NEWEST: "NEWEST", MOST_RELEVANT: "MOST_RELEVANT" } as const;
export type SearchOrder = (typeof SearchOrder)[keyof typeof SearchOrder];

/** Operations that an API key can be narrowed to. */
export const OperationGroup = {
  CHANNELS: "Channels",
  MESSAGES: "Messages",
  SCHEDULED_MESSAGES: "Scheduled messages",
  USERS: "Users",
} as const;
export type OperationGroup = (typeof OperationGroup)[keyof typeof OperationGroup];
