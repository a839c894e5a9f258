/** The commands that run Terraform: plan, apply, destroy, drift, comment. */
import { type Command, Option } from "commander";
import { another, duration, share, there, whole } from "./values";

/** Commands that hand what stands behind `--` to Terraform. */
const passing = ["plan", "apply", "destroy", "drift", "preview"];

/** @param words of the command line, without `pumble` */
export function passesOn([command = ""]: readonly string[]): boolean {
  return passing.includes(command);
}

/** Options of everything that looks at a project with the key. */
function looking(command: Command): Command {
  return command
    .option("--stack <name>", "only this stack, may be given again; * stands for any text", another)
    .option("-e, --env <name>", "environment of the workspace file")
    .option("--skip-unknown-people", "go on without people whom Pumble does not know")
    .addOption(
      new Option("--unknown-mentions <what>", "what to do with mentions of nobody")
        .choices(["error", "text"])
        .default("error"),
    )
    .option("--adopt", "take over channels and announcements that are there already")
    .option("--local-state", "keep the state in a local file in CI too")
    .option("--lock-timeout <time>", "how long to wait for a locked state", duration, "2m")
    .option("--notify <channel>", "tell it in this Pumble channel, one thread for each change")
    .option("--details", "show every attribute")
    .option("--json", "print the report as JSON (docs/schemas/plan.schema.json)");
}

/** Options of what may need somebody's leave. */
function planning(command: Command): Command {
  return looking(command)
    .option("--allow-removal", "let the plan remove more than the policy allows")
    .option("--allow-notify", "let the plan notify more people than the policy allows")
    .option(
      "--max-removed <percent>",
      "most that a plan may remove, such as 30%, where no policy says so",
      share,
    )
    .option("--max-notified <people>", "most people to notify at once, where no policy says so", whole);
}

const afterDashes = "What stands behind -- goes to terraform plan as it is.";

/**
 * Adds them to the program. Each is loaded when it is called.
 * @param passed what stands behind `--`
 */
export function addReviewCommands(program: Command, passed: string[]): void {
  planning(program.command("plan [project]").description(`Tell what an apply would do. ${afterDashes}`))
    .option("--out <dir>", "save the plan here for apply and comment, with a summary")
    .option("--destroy", "plan to destroy everything")
    .option("--detailed-exitcode", "exit 2 when there is something to do")
    .action(async (project, options) => (await import("./plan")).plan(project ?? ".", options, passed));

  planning(
    program
      .command("apply [what]")
      .description(
        `Apply a saved plan (the folder of plan --out), or plan and apply a project. ${afterDashes}`,
      ),
  )
    .option("--project <path>", "where the saved plan was made, if not where it was")
    .option("-y, --yes", "do not ask")
    .action(async (what, options) => (await import("./apply")).apply(what ?? ".", options, passed));

  planning(
    program
      .command("destroy [project]")
      .description(`Destroy everything that the project manages. ${afterDashes}`),
  )
    .option("-y, --yes", "do not ask")
    .action(async (project, options) => (await import("./apply")).destroy(project ?? ".", options, passed));

  looking(
    program.command("drift [project]").description(`Tell what was changed in Pumble by hand. ${afterDashes}`),
  )
    .option("--out <dir>", "save the report here for comment")
    .action(async (project, options) => (await import("./drift")).drift(project ?? ".", options, passed));

  addPullRequestCommands(program, passed);
}

function addPullRequestCommands(program: Command, passed: string[]): void {
  program
    .command("preview [project]")
    .description(
      `Tell what a change does without a key, against a throw-away local workspace. ${afterDashes}`,
    )
    .option("--base <ref>", "branch, tag or commit that the workspace holds before; nothing without it")
    .option("-e, --env <name>", "environment of the workspace file")
    .option("--out <dir>", "save the report here for comment")
    .option("--seed <file>", "what else the workspace holds; default everybody whom the project names", there)
    .option("--screenshot <file>", "apply it there, and take a picture of the page as PNG")
    .option("--details", "show every attribute")
    .option("--json", "print the report as JSON (docs/schemas/plan.schema.json)")
    .action(async (project, options) => (await import("./preview")).preview(project ?? ".", options, passed));

  program
    .command("action", { hidden: true })
    .description("Run what the PUMBLE_ACTION_… variables say: for action.yml and the GitLab component.")
    .action(async () =>
      (await import("./action")).action((args) => program.parseAsync(args, { from: "user" })),
    );

  program
    .command("comment <dir>")
    .description(
      "Say what plan, apply or drift found on the pull request, in the job's summary, or in a file.",
    )
    .option("--review <number>", "number of the pull or merge request, if not the job's own", whole)
    .option("--file <path>", "write it to a Markdown file")
    .option("--json", "print what was done as JSON")
    .action(async (dir, options) => (await import("./comment")).comment(dir, options));
}
