/** Who and what the Markdown of these tests may name. */
import type { MarkdownOptions } from "../../../../src/pumble/messages/markdown";
import { ada, announcements, backend, general, release, year } from "./markdown.golden";

const members = new Map([
  ["ada@example.com", ada],
  [ada, ada],
]);
const channels = new Map([
  ["general", general],
  ["release-notes", release],
  ["ações-bancárias", announcements],
  ["2026", year],
]);

export const names: MarkdownOptions = {
  resolveUser: (emailOrId) => members.get(emailOrId),
  resolveChannel: (name) => channels.get(name),
  resolveGroup: (handle) => (handle === "backend" ? backend : undefined),
};
