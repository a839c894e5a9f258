/** What the help of each command ends with: examples, and the environment variables that it reads. */
import type { Command } from "commander";
import { hanging } from "../pumble/hanging";

/** Each variable and what it is for. */
export const variables = {
  PUMBLE_API_KEY: "key of the API addon, from /api-keys generate in Pumble",
  PUMBLE_BASE_URL: "address of the API addon; default: the hosted one",
  TERRAFORM_BINARY_NAME: "name or path of terraform or tofu",
  TF_CLI_CONFIG_FILE: "Terraform's own CLI configuration",
  HTTPS_PROXY: "proxy for https addresses, in capitals or not; so HTTP_PROXY",
  NO_PROXY: "hosts to reach without a proxy, in capitals or not",
  PUMBLE_SCRIPT_RUNTIME: "deno: no script runs without its permissions enforced",
  NO_COLOR: "no colours, whatever its value",
  CI: "true refuses to keep a state in a local file",
  CHROMIUM_PATH: "the Chromium that takes pictures",
  DATABASE_URL: "store of the addon: postgres://… or sqlite:PATH",
  PUMBLE_ENCRYPTION_KEY: "key of the addon's store, 64 hex digits",
  PUMBLE_APP_ID: "the addon's app, with PUMBLE_APP_KEY, …_CLIENT_SECRET, …_SIGNING_SECRET",
  GITHUB_TOKEN: "may write the comment on GitHub",
  GITLAB_TOKEN: "may write the comment on GitLab",
  PUMBLE_DEBUG: "stack traces of errors that should not be",
} as const;

type Variable = keyof typeof variables;

export interface CommandGuide {
  /** Command lines without `npx`, and what each is for. */
  readonly examples: readonly (readonly [line: string, says: string])[];
  readonly environment?: readonly Variable[];
}

const proxies = ["HTTPS_PROXY", "NO_PROXY"] as const;
const api = ["PUMBLE_API_KEY", "PUMBLE_BASE_URL", ...proxies] as const;
const terraform = [...api, "TERRAFORM_BINARY_NAME", "TF_CLI_CONFIG_FILE", "CI", "NO_COLOR"] as const;
const store = ["DATABASE_URL", "PUMBLE_ENCRYPTION_KEY"] as const;

/** By command, as it is typed behind `pumble`; that of `pumble` itself is under the empty text. */
export const guides: Readonly<Record<string, CommandGuide>> = {
  "": {
    examples: [
      ["pumble init", "begin a project"],
      ["pumble plan", "tell what an apply would do"],
      ["pumble doctor", "find out what is missing"],
    ],
    environment: ["PUMBLE_API_KEY", "PUMBLE_BASE_URL", "NO_COLOR", "PUMBLE_DEBUG"],
  },
  dev: {
    examples: [
      ["pumble dev", "a workspace on ports 5700 and 5701"],
      ["pumble dev --seed workspace/", "one that holds what the files say"],
      ["pumble dev --port 0 --json", "free ports, told to a program"],
    ],
  },
  quickstart: {
    examples: [
      ["pumble quickstart", "deploy this app where nothing can break"],
      ["pumble quickstart --once", "the same as a check, such as in CI"],
    ],
    environment: ["TERRAFORM_BINARY_NAME", "TF_CLI_CONFIG_FILE", "NO_COLOR"],
  },
  addon: {
    examples: [["pumble addon", "run it until Ctrl-C"]],
    environment: ["PUMBLE_APP_ID", ...store],
  },
  keys: { examples: [["pumble keys list", "the keys that work"]], environment: store },
  "keys create": {
    examples: [["pumble keys create ci --expires-in-days 90", "a key for CI"]],
    environment: store,
  },
  "keys list": {
    examples: [["pumble keys list --json", "the keys that work, for a program"]],
    environment: store,
  },
  "keys revoke": {
    examples: [["pumble keys revoke 0123456789ab --descendants", "a key and what it made"]],
    environment: store,
  },
  doctor: {
    examples: [
      ["pumble doctor", "everything, with what to do next"],
      ["pumble doctor --json", "the same for a program"],
    ],
    environment: terraform,
  },
  init: {
    examples: [
      ["pumble init", "ask what to write"],
      ["pumble init team --kind cdktf --ci github", "an app in a folder of its own"],
    ],
  },
  validate: {
    examples: [
      ["pumble validate", "check the project of this folder"],
      ["pumble validate workspace/ --json", "every problem, for a program"],
    ],
    environment: ["TERRAFORM_BINARY_NAME", "NO_COLOR"],
  },
  eject: {
    examples: [["pumble eject workspace/ --kind hcl --out hcl/", "the same workspace in HCL"]],
  },
  plan: {
    examples: [
      ["pumble plan", "tell what an apply would do"],
      ["pumble plan --out .pumble-plan", "and keep the plan for apply"],
      ["pumble plan -- -target=pumble_channel.ops", "with an argument of Terraform"],
    ],
    environment: terraform,
  },
  apply: {
    examples: [
      ["pumble apply", "plan, ask, and apply"],
      ["pumble apply .pumble-plan", "what was planned, exactly"],
    ],
    environment: terraform,
  },
  destroy: {
    examples: [["pumble destroy --allow-removal", "ask, and take everything back"]],
    environment: terraform,
  },
  drift: { examples: [["pumble drift --notify ops", "look, and tell #ops"]], environment: terraform },
  preview: {
    examples: [["pumble preview --base main", "what this branch changes"]],
    environment: ["TERRAFORM_BINARY_NAME", "CHROMIUM_PATH", "NO_COLOR"],
  },
  comment: {
    examples: [["pumble comment .pumble-plan", "tell the plan on the pull request"]],
    environment: ["GITHUB_TOKEN", "GITLAB_TOKEN", ...proxies],
  },
  export: {
    examples: [
      ["pumble export --format file --out workspace/", "YAML and Markdown files"],
      ["pumble export --format hcl --out . --announcements own", "with your messages"],
      ["pumble export --out seed.yaml", "a seed for pumble dev"],
    ],
    environment: api,
  },
  run: {
    examples: [
      ["pumble run welcome.ts --input @people.json", "a script of your own"],
      ["pumble run announce-changelog --dry-run", "what it would do"],
    ],
    environment: [...api, "PUMBLE_SCRIPT_RUNTIME"],
  },
  provider: { examples: [["pumble provider install", "for Terraform without CDKTF"]] },
  "provider install": { examples: [["pumble provider install ./mirror", "a mirror of your own"]] },
  "provider pack": { examples: [["pumble provider pack release/", "the files of a release"]] },
  completion: {
    examples: [
      ["source <(pumble completion bash)", "in ~/.bashrc; zsh alike"],
      ["pumble completion fish | source", "in fish"],
    ],
  },
};

/** The examples and variables of a command, or nothing where there are none. */
export function guideHelp(command: string): string {
  const guide = guides[command];
  if (!guide) return "";
  const examples = guide.examples.map(([line, says]) => `  ${line}\n      ${says}`);
  const names = guide.environment ?? [];
  const widest = Math.max(0, ...names.map((name) => name.length));
  const rows = names.map((name) => hanging(`  ${name.padEnd(widest)}  `, variables[name]));
  return [
    `\nExamples:\n${examples.join("\n")}`,
    ...(rows.length > 0 ? [`\nEnvironment:\n${rows.join("\n")}`] : []),
  ].join("\n");
}

/** Every command below this one with its words, hidden ones left out. */
export function commandsOf(program: Command): [words: string, command: Command][] {
  const below = (command: Command, words: string): [string, Command][] =>
    command
      .createHelp()
      .visibleCommands(command)
      .filter((each) => each.name() !== "help")
      .flatMap((each) => {
        const own = `${words} ${each.name()}`.trim();
        return [[own, each] as [string, Command], ...below(each, own)];
      });
  return [["", program], ...below(program, "")];
}
