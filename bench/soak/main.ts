/**
 * `npm run soak`: mixed load on the addon and the local workspace, with restarts, faults, clock jumps, revocations and
 * concurrent applies, and a look at what must hold all the same. A summary on stdout, all of it as JSON under
 * bench/results/. Exit 1 when something did not hold. The package must have been built.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Command, InvalidArgumentError, Option } from "commander";
import { postgresFolder } from "../../test/addon/postgres-server";
import { SoakJournal } from "./journal";
import { summary, writeResult } from "./report";
import { type DatabaseKind, setUp } from "./set-up";
import { soak } from "./soak";

interface Options {
  readonly minutes: number;
  readonly seed: readonly number[];
  readonly database?: DatabaseKind;
}

/** Seeds take the databases in turn, where this machine has PostgreSQL. */
function databaseOf(seed: number): DatabaseKind {
  return postgresFolder && seed % 2 === 0 ? "postgres" : "sqlite";
}

async function main({ minutes, seed: seeds, database: wanted }: Options): Promise<void> {
  if (!postgresFolder) process.stderr.write("PostgreSQL is not installed here: all seeds run on SQLite.\n");
  for (const seed of seeds) {
    const database = wanted ?? databaseOf(seed);
    const folder = mkdtempSync(join(tmpdir(), "pumble-soak-"));
    const journal = new SoakJournal((line) => process.stderr.write(`${line}\n`));
    const scene = await setUp({ folder, database, journal });
    try {
      const memory = await soak({ seed, minutes, scene, journal });
      const result = { seed, minutes, database, journal, memory };
      process.stdout.write(`${summary(result)}\nEverything: ${writeResult(result)}\n\n`);
    } finally {
      await scene.close();
    }
    if (journal.violations.length > 0) {
      process.exitCode = 1;
      process.stdout.write(`Data and logs of seed ${seed} are kept: ${folder}\n`);
    } else rmSync(folder, { recursive: true, force: true });
  }
}

function number(text: string): number {
  const value = Number(text);
  if (!(value > 0)) throw new InvalidArgumentError("Give a number above 0.");
  return value;
}

new Command("soak")
  .option("--minutes <count>", "of load for each seed", number, 10)
  .option("--seed <number...>", "what chance follows", (text, all: number[] | undefined) => [
    ...(all ?? []),
    number(text),
  ])
  .addOption(new Option("--database <kind>", "of the addon").choices(["sqlite", "postgres"]))
  .action((options: Options) => main({ ...options, seed: options.seed ?? [1, 2, 3] }))
  .parseAsync()
  .catch((error: unknown) => {
    console.error(error);
    process.exitCode = 2;
  });
