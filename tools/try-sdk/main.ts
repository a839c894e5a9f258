/** `npm run try:sdk -- DIR`: the examples of Pumble's SDK, built from a checkout, against the local workspace. */
import { rmSync } from "node:fs";
import { resolve } from "node:path";
import { buildExample, buildSdk, isCheckout } from "./checkout";
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
  const { root, tarball } = await buildSdk(resolve(folder));
  try {
    for (const trial of trials) {
      if (only.length > 0 && !only.includes(trial.name)) continue;
      if (trial.needsMongo && !process.env.MONGO_URL) {
        console.log(`skipped  ${trial.name}: it keeps its data in a MongoDB; name one in MONGO_URL`);
        continue;
      }
      await attempt(trial, root, tarball);
    }
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

async function attempt(trial: (typeof trials)[number], root: string, tarball: string): Promise<void> {
  let session: Session | undefined;
  try {
    const folder = await buildExample(root, {
      folder: trial.path,
      tarball,
      flags: trial.compilerFlags ?? [],
    });
    session = await Session.start({ ...trial, folder });
    await trial.go(session);
    console.log(`ok       ${trial.name}`);
  } catch (error) {
    process.exitCode = 1;
    console.log(`FAILED   ${trial.name}: ${(error as Error).message}`);
    if (session?.output) console.log(session.output.split("\n").slice(-15).join("\n"));
  } finally {
    await session?.close();
  }
}

const [folder, ...only] = process.argv.slice(2);
void main(folder, only);
