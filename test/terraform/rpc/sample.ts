import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach } from "vitest";
import type { ProviderServer } from "../../../src/terraform/wire/protocol";
import { provider } from "../sample-provider/provider";
import { ask, serverOf, wire } from "./harness";

const attributes = ["note", "region", "ratio", "exact", "tags", "steps", "labels", "extra", "old_note"];
const rest = ["password", "password_version", "settings", "rules", "peers", "parts", "color"];

/** Everything that a thing may have, with nothing in it. */
export const nothing = Object.fromEntries([...attributes, ...rest].map((name) => [name, null]));

/** The sample provider, configured, with a shelf of its own in each test. */
export interface Sample {
  readonly server: Required<ProviderServer>;
  readonly log: string[];
  readonly shelf: string;
  /** Puts a thing on the shelf as the service would. */
  put(id: string, name: string): Record<string, unknown>;
}

/** Gives each test of this file the sample provider in this process. */
export function sampleInEachTest(): () => Sample {
  let sample: Sample;
  beforeEach(async () => {
    const shelf = mkdtempSync(join(tmpdir(), "shelf-"));
    const put = (id: string, name: string) => {
      const thing = {
        ...nothing,
        id,
        name,
        kind: "plain",
        capacity: 1,
        token: "token-of-thing",
        revision: 1,
      };
      writeFileSync(join(shelf, `${id}.json`), JSON.stringify(thing));
      return thing;
    };
    sample = { ...serverOf(provider), shelf, put };
    const config = wire({ folder: shelf, key: null });
    await ask(sample.server, "configureProvider", { terraformVersion: "1.14.0", config });
  });
  afterEach(() => rmSync(sample.shelf, { recursive: true, force: true }));
  return () => sample;
}

/** A thing as Terraform gets it: numbers travel as text. */
export function asSent(thing: Record<string, unknown>): Record<string, unknown> {
  const { capacity, revision } = thing;
  return { ...thing, capacity: String(capacity), revision: String(revision) };
}
