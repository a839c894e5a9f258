/** Many tests run what the build makes. It is built here when it is not there; after a change, `npm run build` it. */
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";

export function setup(): void {
  if (existsSync("dist/bin/pumble.js")) return;
  execFileSync(process.execPath, ["--import", "tsx", "tools/build.ts"], { stdio: "inherit" });
}
