export { canonicalBlocks } from "./canonical-blocks";
export type { MentionResolver } from "./directory";
export { type MarkdownMessage, type MarkdownOptions, markdownToBlocks } from "./markdown-to-blocks";
export { type MentionPlace, mentionsIn } from "./mentions-in";
export { blocksToText } from "./plain-text";
export type { MarkdownProblemKind } from "./problems";
