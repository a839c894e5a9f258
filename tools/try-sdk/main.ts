/** `npm run try:sdk -- DIR`: the examples of Pumble's SDK, built from a checkout, against the local workspace. */
import { rmSync } from "node:fs";
import { resolve } from "node:path";
import { buildExample, buildPackage, copyCheckout, isCheckout } from "./checkout";
import { commandLine, tryCommandLine } from "./command-line";
import { Session } from "./session";
import { trials } from "./trials";

async function main(folder: string | undefined, only: string[]): Promise<void> {
  if (!folder || !isCheckout(resolve(folder))) {
    const what = folder
      ? `${folder} is no checkout of Pumble's SDK`
      : "no checkout of Pumble's SDK was named";
    console.log(`skipped: ${what}. Use: npm run try:sdk -- DIR [example …]`);
    return;
  }
  console.log(`Building the SDK of ${folder} in a copy …`);
  const root = copyCheckout(resolve(folder));
  try {
    const tarball = await buildPackage(root, "pumble-sdk");
    if (only.length === 0 || only.includes(commandLine)) {
      await attempt(commandLine, () => Session.start((session) => tryCommandLine(session, root, tarball)));
    }
    for (const trial of trials) {
      if (only.length > 0 && !only.includes(trial.name)) continue;
      if (trial.needsMongo && !process.env.MONGO_URL) {
        console.log(`skipped  ${trial.name}: it keeps its data in a MongoDB; name one in MONGO_URL`);
        continue;
      }
      await attempt(trial.name, async () => {
        const flags = trial.compilerFlags ?? [];
        const built = await buildExample(root, { folder: trial.path, tarball, flags });
        return Session.start(async (session) => {
          await session.install({ ...trial, folder: built });
          await trial.go(session);
        });
      });
    }
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

/** What goes wrong is told, with what the app said last; the other ones are tried all the same. */
async function attempt(name: string, go: () => Promise<Session>): Promise<void> {
  try {
    const session = await go();
    await session.close();
    console.log(`ok       ${name}`);
  } catch (error) {
    process.exitCode = 1;
    const { message, output } = error as Error & { output?: string };
    console.log(`FAILED   ${name}: ${message}`);
    if (output) console.log(output.split("\n").slice(-15).join("\n"));
  }
}

const [folder, ...only] = process.argv.slice(2);
void main(folder, only);
