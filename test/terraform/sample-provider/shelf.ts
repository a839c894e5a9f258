import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { appendFile, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";

/** One thing as it lies on the shelf. */
export interface StoredThing {
  id: string;
  revision: number;
  [name: string]: unknown;
}

/**
 * The service behind the sample provider: a folder with one JSON file per thing. Tests look into the folder and
 * change it behind Terraform's back; a file called `fault-<name>` in it makes something go wrong.
 */
export class Shelf {
  constructor(readonly folder: string) {}

  has(fault: string): boolean {
    return existsSync(join(this.folder, `fault-${fault}`));
  }

  /** Notes that something happened, for tests to read. */
  async note(line: string): Promise<void> {
    await mkdir(this.folder, { recursive: true });
    await appendFile(join(this.folder, "notes.txt"), `${line}\n`);
  }

  async put(thing: Omit<StoredThing, "id"> & { id?: string }): Promise<StoredThing> {
    const stored = { ...thing, id: thing.id ?? randomUUID() } as StoredThing;
    await mkdir(this.folder, { recursive: true });
    await writeFile(join(this.folder, `${stored.id}.json`), JSON.stringify(stored));
    return stored;
  }

  async get(id: string): Promise<StoredThing | null> {
    try {
      return JSON.parse(await readFile(join(this.folder, `${id}.json`), "utf8")) as StoredThing;
    } catch {
      return null;
    }
  }

  async all(): Promise<StoredThing[]> {
    const names = (await readdir(this.folder)).filter((name) => name.endsWith(".json")).sort();
    const things = await Promise.all(names.map((name) => this.get(name.slice(0, -".json".length))));
    return things.filter((thing) => thing !== null);
  }

  async remove(id: string): Promise<void> {
    await rm(join(this.folder, `${id}.json`), { force: true });
  }

  /** Waits for what never comes, until interrupted. */
  async waitForever(signal: AbortSignal): Promise<void> {
    await this.note("waiting");
    await delay(3_600_000, undefined, { signal });
  }
}
