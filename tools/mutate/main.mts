/**
 * `npm run mutate -- ROOM`: changes the room's code in small ways and says which changes no unit test notices. A fixed
 * sample of its files, or `--all`, or the files that are named. What did not change since the last run is not tried
 * again. It is the
 * room's own tests that should notice; `--tests` asks only some of them, where others take long: the score can only be
 * lower for it. Reports: reports/mutation/ROOM.html and .json. No part of `npm test`.
 */
import { existsSync } from "node:fs";
import { Stryker } from "@stryker-mutator/core";
import { Command } from "commander";
import { allOf, sampleOf } from "./sample.mjs";

interface Options {
  readonly all?: boolean;
  readonly concurrency: string;
  readonly tests?: string[];
}

async function mutate(room: string, files: string[], { all, concurrency, tests }: Options): Promise<void> {
  if (!existsSync(room)) throw new Error(`There is no ${room}. Name a folder such as src/pumble.`);
  const mutated = files.length > 0 ? files : all ? allOf(room) : sampleOf(room);
  const name = room.replace(/\/+$/, "").replaceAll("/", "-");
  process.env["MUTATED_ROOM"] = room;
  if (tests) process.env["MUTATION_TESTS"] = tests.join(" ");
  const results = await new Stryker({
    mutate: mutated,
    plugins: ["@stryker-mutator/vitest-runner"],
    testRunner: "vitest",
    vitest: { configFile: "tools/mutate/vitest.config.mts", related: false },
    coverageAnalysis: "perTest",
    concurrency: Number(concurrency),
    // TypeScript 7 does not have what the preprocessor of tsconfig files calls.
    tsconfigFile: "none.json",
    // vitest checks no types; tests of generated code compare its bytes.
    disableTypeChecks: false,
    ignorePatterns: [".mutate", "dist*", "reports", "bench/results", "docs/images", ".git"],
    ignoreStatic: true,
    incremental: true,
    incrementalFile: `reports/mutation/${name}.incremental.json`,
    reporters: ["progress-append-only", "clear-text", "html", "json"],
    clearTextReporter: { reportTests: false, allowColor: false },
    htmlReporter: { fileName: `reports/mutation/${name}.html` },
    jsonReporter: { fileName: `reports/mutation/${name}.json` },
    timeoutMS: 20_000,
    dryRunTimeoutMinutes: 30,
    tempDirName: ".mutate",
  }).runMutationTest();
  if (results.length === 0) process.exitCode = 1;
}

new Command("mutate")
  .argument("<room>", "such as src/pumble or src/terraform/plan")
  .argument("[files...]", "only these files")
  .option("--all", "every file of the room")
  .option("--tests <globs...>", "ask only these of the room's tests")
  .option("--concurrency <count>", "test runners at once", "2")
  .action(mutate)
  .parseAsync()
  .catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  });
