import { availableParallelism } from "node:os";
import { resolve } from "node:path";
import { defineConfig } from "vitest/config";

/** Tests that start Terraform, a browser or many processes. */
const whole = ["test/e2e/**/*.test.ts", "test/browser/**/*.test.ts", "test/faults/**/*.test.ts"];

/** Tests of one room that take half a second or more: they start processes, wait for timeouts or try thousands of cases. */
const slow = ["test/**/*.slow.test.ts"];

const long = { testTimeout: 300_000, hookTimeout: 300_000 };

const shared = {
  environment: "node" as const,
  setupFiles: ["test/setup.ts"],
  globalSetup: ["test/built.ts"],
  // What is polled on a busy machine takes more than the default second.
  expect: { poll: { timeout: 15_000 } },
};

/** What `npm run ok` runs; the mutation tester adds the slow ones. */
export const unitTests = {
  ...shared,
  name: "unit",
  include: ["test/**/*.test.ts"],
  exclude: [...whole, ...slow],
  // A net for what hangs, not a measure: other work on the machine makes no test fail.
  testTimeout: 60_000,
  hookTimeout: 60_000,
};

export default defineConfig({
  resolve: { conditions: ["pumble-iac:source"] },
  ssr: { resolve: { conditions: ["pumble-iac:source"] } },
  test: {
    // Tests wait for other processes more than they compute: one worker a core, not one less.
    maxWorkers: availableParallelism(),
    // What was compiled for the last run is not compiled again.
    experimental: { fsModuleCache: true },
    projects: [
      {
        extends: true,
        // Modules are loaded once a worker, not once a file: to load them again takes as long as the tests themselves.
        test: { ...unitTests, isolate: false },
      },
      {
        // The constructs once more, those for CDK Terrain, by the same tests.
        extends: true,
        resolve: {
          alias: [
            { find: /^cdktf$/, replacement: "cdktn" },
            { find: /^@cdktf\/provider-null\/lib\/.*/, replacement: resolve("test/stand-in-null/cdktn.ts") },
            { find: /^(\.\.\/)+constructs(?=\/|$)/, replacement: resolve("cdktn") },
          ],
        },
        test: {
          ...shared,
          name: "cdktn",
          include: ["test/constructs/**/*.test.ts"],
          globalSetup: ["test/built.ts", "test/cdktn-source.ts"],
          env: { FRAMEWORK: "cdktn" },
          isolate: false,
          testTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: { ...shared, ...long, name: "slow", include: slow, isolate: false },
      },
      {
        extends: true,
        test: {
          ...shared,
          ...long,
          name: "e2e",
          include: whole,
        },
      },
    ],
  },
});
