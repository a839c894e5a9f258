/** The operation groups, by which operations are tagged and API keys are narrowed. */
export const operationGroups = ["Channels", "Messages", "Scheduled messages", "Users"] as const;

export type OperationGroup = (typeof operationGroups)[number];
