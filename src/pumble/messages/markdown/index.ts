export { canonicalBlocks } from "./canonical-blocks";
export type { MentionResolver } from "./directory";
export { type MarkdownMessage, type MarkdownOptions, markdownToBlocks } from "./markdown-to-blocks";
export { type MentionPlace, mentionPlaces } from "./mention-places";
export { blocksToText } from "./plain-text";
export type { MarkdownProblemKind } from "./problems";
