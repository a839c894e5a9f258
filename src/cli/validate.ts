/** `pumble validate`: what is wrong with a workspace's files, from the files alone. */
import { loadWorkspace, problemsJson, type Workspace } from "../workspace-file";
import { problemText, summaryOf } from "./workspace-problems";

export interface ValidateOptions {
  json?: boolean;
  skipUnknownPeople?: boolean;
}

export async function validate(path: string, options: ValidateOptions): Promise<void> {
  const { workspace, problems } = loadWorkspace(path, { skipUnknownPeople: options.skipUnknownPeople });
  if (!workspace) process.exitCode = 1;
  if (options.json) {
    const result = { valid: workspace !== null, ...countsOf(workspace), problems: problemsJson(problems) };
    process.stdout.write(`${JSON.stringify(result)}\n`);
    return;
  }
  if (!workspace) {
    process.stderr.write(`${problemText(problems)}${summaryOf(problems)}\n`);
    return;
  }
  if (problems.length > 0) process.stderr.write(`${problemText(problems)}\n`);
  process.stdout.write(`${sentence(workspace)}\n`);
}

function countsOf(workspace: Workspace | null) {
  if (!workspace) return {};
  const { files, channels, teams, addresses } = workspace;
  return { files: files.length, channels: channels.size, teams: teams.size, people: addresses.size };
}

function sentence({ files, channels, teams, addresses }: Workspace): string {
  const counted = [
    count(channels.size, "channel", "channels"),
    count(teams.size, "team", "teams"),
    count(addresses.size, "person", "people"),
  ];
  return `${counted.join(", ")} in ${count(files.length, "file", "files")}: nothing is wrong.`;
}

function count(number: number, one: string, many: string): string {
  return `${number.toLocaleString("en")} ${number === 1 ? one : many}`;
}
