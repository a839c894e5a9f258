/** Asks Pumble what only it knows of a workspace's files: who is a member, and whom a mention reaches. */
import type { PumbleClient } from "../../client";
import {
  checkBot,
  checkMentions,
  checkPeople,
  type Workspace,
  type WorkspaceProblem,
} from "../../workspace-file";
import { pass } from "../terminal";
import { problemText, refuseErrors, withLines } from "../workspace-problems";
import type { ProjectOptions } from "./stack";

/** What a plan goes on without. */
export interface LeftOut {
  readonly without: ReadonlySet<string>;
  readonly mentionsAsText: ReadonlySet<string>;
}

/**
 * @param client is closed afterwards
 * @throws {WorkspaceProblems} for people and mentions that nobody gave leave to go on without
 */
export async function askPumble(
  workspace: Workspace,
  client: PumbleClient | null,
  options: Pick<ProjectOptions, "skipUnknownPeople" | "unknownMentionsAsText">,
): Promise<LeftOut> {
  if (!client) return { without: new Set(), mentionsAsText: new Set() };
  try {
    const [users, channels, groups] = await Promise.all([
      client.listUsers({}),
      client.listChannels({}),
      client.listUserGroups({}),
    ]);
    const people = checkPeople(workspace, users);
    const mentions = checkMentions(workspace, { users, channels, groups });
    const isSkipped = ({ code }: WorkspaceProblem) =>
      code === "people" ? options.skipUnknownPeople : code === "mention" && options.unknownMentionsAsText;
    const found = [...people.problems, ...mentions.problems, ...checkBot(workspace, users)];
    const all = withLines(found, workspace.root);
    refuseErrors(all.filter((problem) => !isSkipped(problem)));
    if (all.length > 0) pass(`${problemText(all)}\nGoing on without.\n\n`, process.stderr);
    return {
      without: options.skipUnknownPeople ? people.missing : new Set(),
      mentionsAsText: options.unknownMentionsAsText ? mentions.unknown : new Set(),
    };
  } finally {
    await client.close();
  }
}
