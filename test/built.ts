/** Many tests run what the build makes. It is built here when it is not there; after a change, `npm run build` it. */
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { version } from "../src/pumble/version";
import { asStandalone, standaloneExecutable } from "./standalone";

export function setup(): void {
  if (!existsSync("dist/bin/pumble.js")) {
    execFileSync(process.execPath, ["--import", "tsx", "tools/build.ts"], { stdio: "inherit" });
  }
  // Once, before the test files would do it side by side.
  if (asStandalone) standaloneExecutable({ type: "pumble", version, bundleFile: "dist/plugin/provider.cjs" });
}
