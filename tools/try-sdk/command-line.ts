/** A developer at the SDK's own command line: signs in, creates a project, runs it and changes it while it runs. */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { buildPackage, installPackages } from "./checkout";
import { eventually, freePort, memberEmail, type Session } from "./session";

/** How it is named on the command line of `try:sdk`. */
export const commandLine = "command-line";

/** What a person answers once this part of a question is on screen. */
type Answer = readonly [question: string, typed: string];

/** Runs the command, answers its questions, and waits for its end. */
async function answered(child: ChildProcess, answers: readonly Answer[]): Promise<string> {
  let output = "";
  const keep = (chunk: Buffer) => {
    output += String(chunk);
  };
  child.stdout?.on("data", keep);
  child.stderr?.on("data", keep);
  const ended = new Promise((resolve) => child.once("close", resolve));
  for (const [question, typed] of answers) {
    await eventually(`the question “${question}”`, async () => output.includes(question) || undefined);
    child.stdin?.write(`${typed}\r`);
  }
  // A terminal would be let go of; a pipe that stays open is waited for.
  child.stdin?.end();
  await ended;
  return output;
}

function expectPart(output: string, part: string): void {
  if (!output.includes(part)) throw new Error(`expected “${part}” in:\n${output}`);
}

/** Everything by the command line alone: nothing in the project is changed but from where its packages come. */
export async function tryCommandLine(session: Session, root: string, sdk: string): Promise<void> {
  const cli = await buildPackage(root, "pumble-cli");
  const home = join(root, "home");
  mkdirSync(home);
  const env = { ...process.env, HOME: home, ...session.env };
  const program = join(root, "pumble-cli", "bin", "pumble-cli");
  const pumbleCli = (args: string[], answers: readonly Answer[] = [], cwd = home) =>
    answered(spawn(process.execPath, [program, ...args], { cwd, env }), answers);

  const signedIn = await pumbleCli(
    ["login"],
    [
      ["enter your Pumble email", memberEmail],
      ["verification code", "123456"],
      ["Select a workspace", ""],
    ],
  );
  expectPart(signedIn, "successfully connected");
  expectPart(await pumbleCli(["info"]), memberEmail);
  // Its packages are the checkout's; that the registry has none of them does not keep it from writing the project.
  const created = await pumbleCli(
    ["create"],
    [
      ["name of your App", "Try It"],
      ["Description", "An app that is tried"],
    ],
  );
  expectPart(created, "npm run dev");
  const project = join(home, "try-it");
  await installPackages(project, [sdk, cli]);
  await develop(session, project, env);
  expectPart(await pumbleCli(["list"]), session.appId);
}

/** `npm run dev`: the app is registered and authorised, answers, and follows a change of its source. */
async function develop(session: Session, project: string, env: NodeJS.ProcessEnv): Promise<void> {
  const port = String(await freePort());
  const args = ["run", "dev", "--", "--host", `http://127.0.0.1:${port}`, "--port", port];
  let starts = 0;
  // It ends where it reads the app's manifest while the app still writes it; its developer would start it again.
  const start = () => {
    starts += 1;
    session.run("npm", args, { cwd: project, env }).once("exit", () => {
      if (!session.closed && starts < 5) start();
    });
  };
  start();
  session.appId = await eventually("the registration of the app", async () => {
    const kept = JSON.parse(readFileSync(join(project, ".pumbleapprc"), "utf8"));
    return kept.PUMBLE_APP_ID as string | undefined;
  });
  await session.authorized("the project");
  await session.command("/slash_first");
  await session.whisper("Received slash command!");
  await session.shortcut("global_shortcut");
  await session.whisper("Received global shortcut!");
  await session.act("post", { channel: "general", text: "hello" });
  await eventually("the event", async () => session.output.includes("Received new message!") || undefined);
  const source = join(project, "src", "main.ts");
  const changed = readFileSync(source, "utf8")
    .replace("/slash_first", "/slash_second")
    .replaceAll("Received slash command!", "Received the second!");
  writeFileSync(source, changed);
  await eventually("the changed command", () => session.command("/slash_second"));
  await session.whisper("Received the second!");
}
