import { rmSync } from "node:fs";
import { afterAll, afterEach, beforeAll, describe } from "vitest";
import { bundlePlugin } from "../process/plugin";
import { type Host, hosts } from "./hosts";
import { Workbench } from "./workbench";

/**
 * Runs tests of the sample provider on Terraform, and again on OpenTofu when `tofu` is on the PATH.
 * @param tests get a function that gives a new workbench, removed after the test
 */
export function onEveryHost(tests: (newBench: () => Workbench, host: Host) => void): void {
  let bundle: Awaited<ReturnType<typeof bundlePlugin>>;
  const benches: Workbench[] = [];
  beforeAll(async () => {
    bundle = await bundlePlugin("test/terraform/sample-provider/main.ts");
  });
  afterEach(() => {
    for (const bench of benches.splice(0)) bench.remove();
  });
  afterAll(() => rmSync(bundle.folder, { recursive: true, force: true }));

  describe.each(hosts)("$name", (host) => {
    tests(() => {
      const bench = new Workbench(bundle.file, { host });
      benches.push(bench);
      return bench;
    }, host);
  });
  if (!hosts.some(({ name }) => name === "tofu")) {
    describe.skip("tofu, which is not on the PATH", () => tests(never, hosts[0]!));
  }
}

function never(): never {
  throw new Error("A skipped test ran.");
}
