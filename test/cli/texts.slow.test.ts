// What every command says, as people see it at 80 columns: its help, success, and each failure. Read test/cli/texts/.
// What a real Terraform has a part in is in test/e2e/.
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { commandsOf } from "../../src/cli/help";
import { type LocalStack, startLocalStack } from "../../src/cli/local-stack";
import { program } from "../../src/cli/main";
import { problemTitles } from "../support/problem-titles";
import { entry, type Said, tooWide, typed } from "../support/transcript";

const repository = process.cwd();
const texts = join(repository, "test", "cli", "texts");
const folder = realpathSync(mkdtempSync(join(tmpdir(), "pumble-texts-")));
const inside = (...parts: string[]) => join(folder, ...parts);
let stack: LocalStack;
let key = "";

interface Case {
  /** Behind `pumble`. */
  readonly line: string;
  readonly env?: () => Record<string, string>;
  /** Folder that it is typed in. */
  readonly within?: string;
  /** Ctrl-C is typed once this was said. */
  readonly stopAt?: RegExp;
}

function write(name: string, text: string, mode = 0o644): void {
  mkdirSync(dirname(inside(name)), { recursive: true });
  writeFileSync(inside(name), text, { mode });
}

const planned = {
  format_version: "1.2",
  resource_changes: [
    {
      ...{ address: "pumble_channel.news", type: "pumble_channel", name: "news", mode: "managed" },
      provider_name: "registry.terraform.io/pumble-iac/pumble",
      change: {
        actions: ["create"],
        before: null,
        after: { name: "news", type: "PUBLIC" },
        after_unknown: {},
      },
    },
  ],
};

/** A terraform that answers, to see what is said of it. */
const terraform = `#!/bin/sh
case $1 in
  plan) for arg; do case $arg in -out=*) : > "\${arg#-out=}" ;; esac; done; echo '{"type":"planned_change"}' ;;
  show) echo '${JSON.stringify(planned)}' ;;
  version) echo "\${SAYS:-Terraform v1.11.4}" ;;
  init) [ -z "$FAILS" ] || { echo "Error: Failed to query available provider packages"; exit 1; } ;;
esac
`;
const only =
  (more: Record<string, string> = {}) =>
  () => ({ PATH: inside("bin"), ...more });
const store = () => ({
  DATABASE_URL: `sqlite:${inside("addon", "addon.sqlite")}`,
  PUMBLE_ENCRYPTION_KEY: readFileSync(inside("addon", "encryption.key"), "utf8"),
});
const app = {
  PUMBLE_APP_ID: "a",
  PUMBLE_APP_KEY: "k",
  PUMBLE_APP_CLIENT_SECRET: "c",
  PUMBLE_APP_SIGNING_SECRET: "s",
};
const noKey = () => ({ PUMBLE_API_KEY: "" });

beforeAll(async () => {
  mkdirSync(inside("addon"));
  stack = await startLocalStack({ port: 0, dataDir: null, addonDir: inside("addon") });
  key = await stack.issueKey("texts");
  write("bin/terraform", terraform, 0o755);
  write("bin/gpg", "#!/bin/sh\nexit 2\n", 0o755);
  write("bin-cdktf/cdktf", "#!/bin/sh\necho 'Error: There is no stack'\nexit 1\n", 0o755);
  write("none/.keep", "");
  write(
    "workspace/workspace.yaml",
    "channels:\n  general: { adopt: true }\n  news: { description: What is new }\n",
  );
  write("wrong/workspace.yaml", "chanels: {}\nchannels:\n  News: {}\n");
  write("part/team/channels.yaml", "channels: {}\n");
  write("notes.txt", "Buy milk\n");
  write("app/cdktf.json", '{ "language": "typescript", "app": "echo It is broken; exit 3" }\n');
  write("half/cdktf.json", "{");
  write("hcl/main.tf", "");
  write("plan/plan.json", "{}");
  write(
    "hello.ts",
    'import { defineScript } from "pumble-iac/script";\nexport default defineScript({ run: () => ({ hello: "world" }) });\n',
  );
  write(
    "broken.ts",
    'import { defineScript } from "pumble-iac/script";\nexport default defineScript({ run: () => { throw new Error("No luck today"); } });\n',
  );
  mkdirSync(inside("dangling"));
  symlinkSync("nowhere", inside("dangling", "workspace.yaml"));
  symlinkSync("nowhere", inside("nowhere-link"));
  write("half-ci/.github", "");
  write("seed.yaml", "users: 5\n");
  write("hidden.tfrc", "provider_installation {\n  direct {}\n}\n");
  process.chdir(folder);
});
afterAll(async () => {
  process.chdir(repository);
  await stack?.close();
  rmSync(folder, { recursive: true, force: true });
});
afterEach(() => vi.unstubAllEnvs());

function stub(env: Record<string, string> = {}): void {
  for (const name of Object.keys(process.env)) {
    if (
      /^(PUMBLE_|GITHUB_|GITLAB_|CI|TF_|TERRAFORM_|NO_COLOR|FORCE_COLOR|LOG_LEVEL|https?_proxy|no_proxy)/i.test(
        name,
      )
    )
      vi.stubEnv(name, undefined);
  }
  const own = { PUMBLE_API_KEY: key, PUMBLE_BASE_URL: stack.addonUrl, HOME: folder, XDG_DATA_HOME: "" };
  for (const [name, value] of Object.entries({ ...own, ...env })) vi.stubEnv(name, value);
}

async function ran({ line, env, stopAt, within = "." }: Case): Promise<Said> {
  stub(env?.());
  process.chdir(inside(within));
  let isStopped = false;
  const said = await typed(line, (text) => {
    if (isStopped || !stopAt?.test(text)) return;
    isStopped = true;
    setImmediate(() => process.emit("SIGINT", "SIGINT"));
  });
  vi.unstubAllEnvs();
  process.chdir(folder);
  return said;
}

/** What differs from run to run. */
function steady(text: string): string {
  return (
    text
      .replaceAll(folder, "/home/ada")
      .replaceAll(stack.addonUrl, "http://127.0.0.1:5701")
      .replace(/"time":"[^"]*"/g, '"time":"…"')
      .replace(/localhost:\d{5}/g, "localhost:5000")
      .replace(/127\.0\.0\.1:\d{5}/g, "127.0.0.1:5701")
      .replace(/pmb_[0-9a-f]{12}_[\w…]+/g, "pmb_0123456789ab_…")
      .replace(/"controlToken":"[^"]+"/g, '"controlToken":"…"')
      .replace(/\b[0-9a-f]{24}\b/g, "0123456789abcdef01234567")
      .replace(/\b[0-9a-f]{12}\b/g, "0123456789ab")
      .replace(/h1:[\w+/=]{44}/g, "h1:…=")
      .replace(/\d{4}-\d\d-\d\d/g, "2027-01-04")
      // Whichever call fails first.
      .replace(
        /Cannot list [a-z ]+: no usable answer: (\S+) connection\s+refused/g,
        "Cannot list members: $1 connection refused",
      )
      .replace(/ {2}\(\d+\.\d s\)/g, "")
      .replace(/^(✔ Node {9}).*/gm, "$120.18.1")
  );
}

/** By command. One that is not here fails. */
const cases: Readonly<Record<string, readonly Case[]>> = {
  "": [
    { line: "" },
    { line: "nope" },
    { line: "plna" },
    { line: "help nope" },
    { line: "--nope" },
    { line: '""' },
  ],
  dev: [
    { line: "dev --port 0", stopAt: /Ctrl-C/ },
    { line: "dev --port 0 --no-addon --json", stopAt: /ready/ },
    { line: "dev --port 0 --seed workspace", stopAt: /Ctrl-C/ },
    { line: "dev --port many" },
    { line: "dev --seed nowhere" },
    { line: "dev --seed seed.yaml --port 0" },
    { line: "dev --seed wrong" },
    { line: "dev --data notes.txt" },
  ],
  quickstart: [
    { line: "quickstart" },
    { line: "quickstart", env: only(), within: "app" },
    {
      line: "quickstart",
      env: () => only({ PATH: `${inside("bin")}:${inside("bin-cdktf")}` })(),
      within: "app",
    },
  ],
  addon: [
    { line: "addon", env: () => ({ ...app, ...store(), PUMBLE_ADDON_PORT: "0" }), stopAt: /Addon service/ },
    { line: "addon" },
  ],
  keys: [{ line: "keys" }, { line: "keys nope" }],
  "keys create": [
    { line: "keys create ci --expires-in-days 90", env: store },
    { line: "keys create ci --member nobody", env: store },
    { line: "keys create ci" },
    { line: "keys create" },
    { line: "keys create ci --expires-in-days soon" },
  ],
  "keys list": [
    { line: "keys list", env: store },
    { line: "keys list --workspace other", env: store },
    { line: "keys list" },
  ],
  "keys revoke": [
    { line: "keys revoke 000000000000", env: store },
    { line: "keys revoke 000000000000 --descendants", env: store },
    { line: "keys revoke" },
  ],
  doctor: [
    { line: "doctor", env: only() },
    { line: "doctor", env: only({ PUMBLE_API_KEY: "" }) },
    { line: "doctor", env: only({ PUMBLE_API_KEY: "pmb_no" }) },
    { line: "doctor", env: only({ PUMBLE_API_KEY: `pmb_${"0".repeat(12)}_${"A".repeat(38)}` }) },
    { line: "doctor", env: () => only({ PUMBLE_BASE_URL: `${stack.addonUrl}/api-docs` })() },
    { line: "doctor", env: only({ PUMBLE_BASE_URL: "http://127.0.0.1:9" }) },
    { line: "doctor", env: only({ PUMBLE_BASE_URL: "pumble" }) },
    { line: "doctor", env: () => ({ PATH: inside("none") }) },
    { line: "doctor", env: only({ TERRAFORM_BINARY_NAME: "./terraform" }) },
    { line: "doctor", env: only({ SAYS: "Terraform v1.1.9" }) },
    { line: "doctor", env: only({ FAILS: "1" }) },
    { line: "doctor", env: only({ FAILS: "1", TF_CLI_CONFIG_FILE: "hidden.tfrc" }) },
    { line: "doctor", env: only({ HTTPS_PROXY: "proxy" }) },
    { line: "doctor more" },
  ],
  init: [
    { line: "init new --kind file" },
    { line: "init new --kind file", env: noKey },
    { line: "init app2 --kind cdktf --ci github", env: noKey },
    { line: "init hcl2 --kind hcl --ci gitlab" },
    { line: "init file-github --kind file --ci github", env: noKey },
    { line: "init file-gitlab --kind file --ci gitlab" },
    { line: "init app3 --kind cdktf" },
    { line: "init app4 --kind cdktf --ci gitlab" },
    { line: "init hcl3 --kind hcl --ci github" },
    { line: "init new --kind hcl" },
    { line: "init dangling --kind file" },
    { line: "init nowhere-link --kind file" },
    { line: "init half-ci --kind file --ci github" },
    { line: 'init "a folder" --kind hcl' },
    { line: "init" },
    { line: "init --kind yaml" },
    { line: "init notes.txt --kind file" },
    { line: "init --kind file --kind hcl" },
    { line: 'init ""' },
  ],
  validate: [
    { line: "validate workspace" },
    { line: "validate part" },
    { line: "validate wrong" },
    { line: "validate nowhere" },
    { line: "validate none" },
    { line: "validate notes.txt" },
    { line: "validate app" },
    { line: "validate half" },
  ],
  eject: [
    { line: "eject workspace --kind hcl --out ejected" },
    { line: "eject workspace --kind cdktf --out ejected-app" },
    { line: "eject workspace --kind hcl --out ejected" },
    { line: "eject workspace --kind cdktf --out hcl" },
    { line: "eject workspace --out x" },
    { line: "eject wrong --kind hcl --out x" },
    { line: "eject nowhere --kind hcl --out x" },
  ],
  plan: [
    { line: "plan nowhere" },
    { line: "plan none" },
    { line: "plan part" },
    { line: "plan notes.txt" },
    { line: "plan wrong" },
    { line: "plan app" },
    { line: "plan half" },
    { line: "plan hcl --env staging" },
    { line: "plan workspace --stack other" },
    { line: "plan workspace --env staging" },
    { line: "plan workspace --out notes.txt" },
    { line: "plan workspace --max-removed half" },
    { line: "plan workspace --out a --out b" },
    { line: 'plan workspace --out ""' },
    { line: "plan workspace", env: () => ({ CI: "true" }) },
    { line: "plan workspace", env: () => ({ PATH: inside("none") }) },
    { line: "plan workspace", env: () => ({ PUMBLE_BASE_URL: "http://127.0.0.1:9" }) },
  ],
  apply: [
    { line: "apply nowhere" },
    { line: "apply none" },
    { line: "apply plan" },
    { line: "apply hcl", env: only() },
    { line: "apply workspace --project here" },
    { line: "apply workspace --lock-timeout soon" },
  ],
  destroy: [{ line: "destroy nowhere" }, { line: "destroy workspace wrong" }],
  drift: [{ line: "drift nowhere" }, { line: "drift workspace --out notes.txt" }, { line: "drift --nope" }],
  preview: [
    { line: "preview nowhere" },
    { line: "preview none" },
    { line: "preview workspace --base main" },
    { line: "preview workspace --out notes.txt" },
  ],
  comment: [
    { line: "comment" },
    { line: "comment none" },
    { line: "comment plan" },
    { line: "plan hcl --out saved", env: only() },
    { line: "comment saved" },
    { line: "comment saved --file comment.md" },
  ],
  export: [
    { line: "export" },
    { line: "export --out export.yaml" },
    { line: "export --out export.yaml" },
    { line: "export --format file --out exported" },
    { line: "export --format file exported" },
    { line: "export --format cdktf --out exported-app --announcements own" },
    { line: "export --format hcl --out exported-hcl --channel random" },
    {
      line: "export --format hcl --out workspace",
      env: () => ({ PUMBLE_BASE_URL: "http://127.0.0.1:9" }),
    },
    { line: "export --format hcl" },
    { line: "export here --out there" },
    { line: "export --channel random" },
    { line: "export --format html" },
    { line: "export --messages 1000" },
    { line: "export", env: noKey },
    { line: "export", env: () => ({ PUMBLE_API_KEY: `pmb_${"0".repeat(12)}_${"A".repeat(38)}` }) },
    { line: "export", env: () => ({ PUMBLE_BASE_URL: "http://127.0.0.1:9" }) },
    { line: "export --out none/nowhere/x.yaml" },
  ],
  run: [
    { line: "run hello.ts" },
    { line: "run broken.ts" },
    { line: "run nowhere.ts" },
    { line: "run none" },
    { line: "run hello.ts --input {" },
    { line: "run hello.ts --input @nowhere.json" },
    { line: "run announce-changelog --dry-run" },
    { line: "run" },
  ],
  provider: [{ line: "provider" }, { line: "provider nope" }],
  "provider install": [
    { line: "provider install mirror" },
    { line: "provider install" },
    { line: "provider install notes.txt" },
    { line: "provider install mirror --platform beos_ppc" },
    { line: "provider install mirror --platform windows_amd64" },
  ],
  "provider pack": [
    { line: "provider pack release" },
    { line: "provider pack mirror2 --mirror" },
    { line: "provider pack release --sign", env: () => ({ PATH: inside("none") }) },
    { line: "provider pack signed --sign --platforms linux_amd64", env: only() },
    { line: "provider pack release --platforms windows_amd64" },
    { line: "provider pack release --platforms beos_ppc" },
    { line: "provider pack release --musl" },
    { line: "provider pack release --mirror --sign" },
    { line: "provider pack notes.txt" },
    { line: "provider pack" },
  ],
  completion: [{ line: "completion" }, { line: "completion tcsh" }],
};

const commands = commandsOf(program);
const file = (command: string) => join(texts, `${command.replaceAll(" ", "-") || "pumble"}.txt`);

it("every command has its texts, and no text is of a command that is not there", () => {
  expect(Object.keys(cases).sort()).toEqual(commands.map(([words]) => words).sort());
  const named = commands.map(([words]) => file(words));
  const there = readdirSync(texts).map((name) => join(texts, name.replace(".terraform.txt", ".txt")));
  expect([...new Set(there)].sort()).toEqual(named.sort());
});

describe.each(commands.map(([words]) => words))("pumble %s", (words) => {
  it("says what it says, in 80 columns, and without a stack trace", async () => {
    const [parts, wide]: [string[], string[]] = [[], []];
    for (const one of [{ line: `${words} --help`.trim() }, ...(cases[words] ?? [])]) {
      const said = await ran(one);
      // A workspace's own text is as wide as it is.
      const isData = one.line === "export";
      wide.push(...(isData ? [] : tooWide(said.text)).map((line) => `${one.line}: ${line}`));
      expect(said.text, one.line).not.toMatch(/^\s+at .*:\d+:\d+\)?$/m);
      if (said.code !== 0) expect(said.stdout.startsWith("{") ? "" : said.text.trim(), one.line).not.toBe("");
      const set = Object.entries(one.env?.() ?? {}).map(
        ([name, value]) => `${name}=${/KEY|SECRET/.test(name) && value ? "…" : value} `,
      );
      parts.push(entry(one.line, said).replace("$ ", `$ ${set.join("")}`));
    }
    expect(wide).toEqual([]);
    await expect(steady(parts.join("\n"))).toMatchFileSnapshot(file(words));
  });
});

/** Problems that take more than a command line: those that the test which is named has, and those that none has. */
const elsewhere: Readonly<Record<string, string>> = {
  "There is no action": "test/cli/action.test.ts",
  "Nobody has authorised the app.": "test/cli/keys.slow.test.ts",
  "members have authorised the app.": "test/cli/keys.slow.test.ts",
  "There is no database": "test/cli/keys.slow.test.ts",
  "is a script of the files, and a file of the code too": "test/cli/eject/source.test.ts",
  "Stopped: nothing was done.": "test/cli/ask.test.ts",
  "There was no answer: nothing was done.": "test/cli/ask.test.ts",
  "The app reports errors:": "test/cli/app-failure.slow.test.ts",
  "No Chromium was found for the picture.": "test/cli/chromium.test.ts",
  "Chromium does not answer to": "test/cli/chromium.test.ts",
  "The addon takes the port after the workspace's, and there is none after": "test/cli/dev.slow.test.ts",
  "There is no commit": "test/e2e/ci-preview.test.ts",
  "holds no plan to apply.": "test/e2e/ci-preview.test.ts",
  "that was saved cannot be read.": "test/cli/plan-stack.slow.test.ts",
  'Stack "': "test/cli/scratch-stacks.test.ts",
  "These stacks wait for each other:": "test/cli/stack-order.test.ts",
};
const readNowhere = [
  "Nothing was applied.",
  "The preview could not be made:",
  "is not empty:",
  "The second plan of",
];

it("each problem that the command can have is read in a text or in a test, but for those that are named", () => {
  const tests = [__filename, join(__dirname, "system-problem.test.ts")];
  const read = [...readdirSync(texts).map((name) => join(texts, name)), ...tests].map((path) =>
    readFileSync(path, "utf8"),
  );
  const all = read.join("\n").replace(/\s+/g, " ");
  for (const [words, test] of Object.entries(elsewhere)) {
    expect(readFileSync(join(repository, test), "utf8"), words).toContain(words);
  }
  const titles = problemTitles(join(repository, "src", "cli"));
  for (const words of [...Object.keys(elsewhere), ...readNowhere]) {
    expect(
      titles.some(({ shown }) => shown.includes(words)),
      words,
    ).toBe(true);
  }
  const unread = titles.filter(({ words }) => !all.includes(words));
  expect(unread.map(({ shown }) => shown)).toEqual([]);
});
