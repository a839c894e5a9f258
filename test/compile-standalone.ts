/** Compiles one bundle for this machine; see standalone.ts. */
import { mkdirSync, renameSync } from "node:fs";
import { basename, join } from "node:path";
import { currentPlatform } from "../src/terraform/install";
import { compileStandalone } from "../src/terraform/install/standalone/compile";
import { fetchRuntimes } from "../src/terraform/install/standalone/fetch";
import { runtimeFor } from "../src/terraform/install/standalone/runtimes";
import { type Bundle, runtimesFolder as folder } from "./standalone";

async function main({ into, ...bundle }: Bundle & { into: string }): Promise<void> {
  const runtime = runtimeFor(currentPlatform());
  await fetchRuntimes(folder, [runtime]);
  const file = await compileStandalone({
    ...{ ...bundle, folder, platform: currentPlatform() },
    ...{ runtime, builder: runtime },
  });
  mkdirSync(into, { recursive: true });
  renameSync(file, join(into, basename(file)));
}

void main(JSON.parse(process.argv[2]!));
