/** The `pumble` command: the table of its commands and options. Each is loaded when it is called. */
import { setFlagsFromString } from "node:v8";
import { Argument, Command, Option } from "commander";
import { hanging } from "../pumble/hanging";
import { version } from "../pumble/version";
import { builtInScripts } from "../scripts/runner/built-in";
import { exitCodeHelp, exitCodesOf } from "./exit-codes";
import { folded } from "./folded";
import { refuseOddValues } from "./given-values";
import { guideHelp, guides } from "./help";
import { schemaFileOf } from "./output-schemas";
import { addReviewCommands, passesOn } from "./review-commands";
import { another, days, messageCount, port, there } from "./values";

/** Names, and what each is. */
function listed(entries: Readonly<Record<string, string>>): string {
  return Object.entries(entries)
    .map(([name, meaning]) => hanging(`  ${name.padEnd(20)}`, meaning))
    .join("\n");
}

/** Keeps V8 from growing its young generation: some 10 MB less for a process that mostly waits. */
function staySmall(): void {
  setFlagsFromString("--semi-space-growth-factor=1");
}

/** What stands behind `--` is for Terraform, where the command runs it. */
function splitArguments(words: string[]): { own: string[]; passed: string[] } {
  const dashes = words.indexOf("--");
  return dashes < 0 || !passesOn(words)
    ? { own: words, passed: [] }
    : { own: words.slice(0, dashes), passed: words.slice(dashes + 1) };
}

/** The words of this process's command line, those for Terraform apart. */
export const { own, passed } = splitArguments(process.argv.slice(2));
/** The whole command line. What is wrong with one is told on standard error, and thrown as commander's error. */
export const program = new Command("pumble")
  .description("A Pumble workspace as code.")
  .version(version)
  .exitOverride()
  .configureHelp({ helpWidth: 80 });

program
  .command("dev")
  .description("Run a local workspace and the addon service until stopped.")
  .option(
    "--port <port>",
    "port of the workspace, the addon takes the next one; 0 picks free ones",
    port,
    5700,
  )
  .option("--seed <path>", "workspace to start with: a workspace's folder or file, or a seed file", there)
  .option("--data <dir>", "keep everything in this folder; without it nothing is kept")
  .option("--no-addon", "only the workspace")
  .option("--json", "print one line of JSON once everything answers")
  .action(async (options) => {
    staySmall();
    await (await import("./dev")).dev(options);
  });

program
  .command("quickstart")
  .description("Deploy the CDKTF app of this folder to a throw-away local workspace.")
  .option("--once", "check that a second plan is empty, destroy, and exit")
  .option("--json", "print where it is as JSON once it is deployed")
  .action(async (options) => (await import("./quickstart")).quickstart(options));

program
  .command("addon")
  .description("Run the addon service, configured by the environment, until stopped.")
  .option("--json", "print one line of JSON once it answers")
  .action(async (options) => (await import("./addon")).addon(options));

const keys = program.command("keys").description("Administer the API keys in the addon's own store.");
keys
  .command("create <name>")
  .description("Make a key for a member who has authorised the app, and show it once.")
  .option("--workspace <id>", "the member's workspace")
  .option("--member <id>", "the member, when several have authorised the app")
  .option("--expires-in-days <days>", "when it stops working; never without this", days)
  .option("--json", "print it as JSON")
  .action(async (name, options) => (await import("./keys")).createKey(name, options));
keys
  .command("list")
  .description("List the keys that work.")
  .option("--workspace <id>", "only of this workspace")
  .option("--json", "print them as JSON")
  .action(async (options) => (await import("./keys")).listKeys(options));
keys
  .command("revoke <id>")
  .description("Revoke a key.")
  .option("--descendants", "revoke the keys that were made with it, too")
  .option("--json", "print the ids of what was revoked as JSON")
  .action(async (id, options) => (await import("./keys")).revokeKey(id, options));

program
  .command("doctor")
  .description("Try everything that the rest needs, and say what to do about what is missing.")
  .option("--json", "print the findings as JSON")
  .action(async (options) => (await import("./doctor")).doctor(options));

program
  .command("init [dir]")
  .description("Begin a new project. Asks on a terminal what the flags do not say; never overwrites.")
  .addOption(
    new Option(
      "--kind <kind>",
      "file: YAML files; cdktf: a CDKTF app in TypeScript; hcl: Terraform's own language",
    ).choices(["file", "cdktf", "hcl"]),
  )
  .addOption(new Option("--ci <forge>", "with workflows for CI").choices(["none", "github", "gitlab"]))
  .option("--json", "print what was written and what to do next as JSON")
  .action(async (dir, options) => (await import("./init")).init(dir ?? ".", options));

program
  .command("validate [path]")
  .description("Check a project: a workspace's files by themselves, other kinds with Terraform.")
  .option("--skip-unknown-people", "tell of short names that people does not have, and go on")
  .option("--json", "print every problem as JSON")
  .action(async (path, options) => (await import("./validate")).validate(path ?? ".", options));

program
  .command("eject [path]")
  .description("Write a workspace's files as code with the same addresses. Never overwrites.")
  .addOption(
    new Option("--kind <kind>", "cdktf: a CDKTF app in TypeScript; hcl: Terraform's own language")
      .choices(["cdktf", "hcl"])
      .makeOptionMandatory(),
  )
  .requiredOption("--out <dir>", "folder to write into")
  .option("-e, --env <name>", "an environment of the workspace's files")
  .option("--json", "print what was written and what to do next as JSON")
  .action(async (path, options) => (await import("./eject")).eject(path ?? ".", options));

addReviewCommands(program, passed);

program
  .command("export [path]")
  .description("Write an existing workspace out, as the owner of PUMBLE_API_KEY sees it.")
  .addOption(
    new Option(
      "--format <format>",
      "yaml: a seed for pumble dev; file, cdktf, hcl: YAML files, a CDKTF app or HCL that take over what is there",
    )
      .choices(["yaml", "file", "cdktf", "hcl"])
      .default("yaml"),
  )
  .option("--out <path>", "the same as PATH: file or folder to write; default for yaml: standard output")
  .option("--force", "overwrite the seed file; code is never overwritten")
  .option("--channel <glob>", "only channels of such names, may be given again", another)
  .addOption(
    new Option(
      "--announcements <which>",
      "messages to keep as code: pinned, the key owner's own newest, or none",
    )
      .choices(["pinned", "own", "none"])
      .default("pinned"),
  )
  .option("--messages <count>", "newest messages of each channel, up to 200", messageCount, 50)
  .option("--bots", "messages of apps' bots too, as messages sent as_bot")
  .option("--json", "print what was written, what was left out and what to do next as JSON")
  .action(async (path, options) => (await import("./export")).exportWorkspace(path, options));

program
  .command("run <script>")
  .description("Run a runtime script: a file, or one of those that come with pumble-iac.")
  .option("--input <json>", "the script's input; @FILE reads it from a file, - from standard input")
  .option("--input-env <name>", "environment variable that holds the script's input as JSON")
  .option("--dry-run", "show what would be changed instead of changing it")
  .option("--runtime <name>", "deno: do not run where nothing enforces the script's permissions")
  .option("--json", "print the script's output as JSON")
  .addHelpText("after", `\nScripts that come with pumble-iac:\n${listed(builtInScripts)}`)
  .action(async (script, options) => (await import("./run")).run(script, options));

const provider = program.command("provider").description("The Terraform plugin.");

provider
  .command("install [dir]")
  .description("Put the plugin where Terraform and OpenTofu look for it, or into a mirror of your own.")
  .option("--platform <os_arch...>", "platforms, such as linux_amd64; default all on which it runs")
  .option("--json", "print what was installed as JSON")
  .action(async (dir, options) => (await import("./provider-install")).providerInstall(dir, options));

provider
  .command("pack <dir>")
  .description("Write the files of a release on the registries: archives, manifest, checksums.")
  .option("--standalone", "pack one executable per platform, which needs no Node where it runs")
  .option("--platforms <list>", "what to pack, such as linux_amd64,windows_amd64 (default: all)")
  .option("--musl", "with --standalone: Linux executables for Alpine and other systems with musl")
  .option("--mirror", "write a mirror instead: a folder for Terraform, or for a web server")
  .option("--sign [key]", "sign the checksums with your own gpg key (default: gpg's own choice)")
  .option("--json", "print what was packed as JSON")
  .action(async (dir, options) => (await import("./provider-pack")).providerPack(dir, options));

program
  .command("completion")
  .description("Print a script that completes commands and options in a shell.")
  .addArgument(new Argument("<shell>", "the shell that reads it").choices(["bash", "zsh", "fish"]))
  .action(async (shell) => (await import("./completion")).completion(shell, program));

/** Gives each command examples, variables and exit codes, and its errors a next step within 80 columns. */
function explain(command: Command, name: string): void {
  const full = name === "" ? "pumble" : `pumble ${name}`;
  const isGroup = command.commands.length > 0;
  command.showHelpAfterError(`${full} --help ${isGroup ? "lists the commands" : "says what it takes"}.`);
  const json = command.options.find(({ long }) => long === "--json");
  if (json) json.description = `${json.description.replace(/ \(docs.*/, "")} (${schemaFileOf(name)})`;
  refuseOddValues(command);
  if (guides[name]) command.addHelpText("after", guideHelp(name));
  command.configureOutput({ outputError: (text, write) => write(folded(text)) });
  if (exitCodesOf[name]) command.addHelpText("after", exitCodeHelp(name));
  for (const part of command.commands) explain(part, `${name} ${part.name()}`.trim());
}

// Last, when all of them are there.
explain(program, "");
