/** What runs in one process: synthesis, workspace files, Markdown, keys; each beside the work that cannot be left out. */
import { createHash, createHmac, randomBytes } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import MarkdownIt from "markdown-it";
import { parseDocument } from "yaml";
import { KeyStore } from "../src/addon/keys/key-store";
import { AuditLog } from "../src/addon/store/audit";
import { Cipher } from "../src/addon/store/cipher";
import { openDatabase } from "../src/addon/store/database";
import { markdownToBlocks } from "../src/pumble/messages/markdown";
import { loadWorkspace, synthesise } from "../src/workspace-file";
import { largeWorkspace } from "../test/workspace-file/large-workspace";
import type { Experiment, Figure } from "./experiment";
import { alternateCommands, type Cost } from "./timing";

type Work = () => unknown;

/** How long both take, in turn. @param open gives both, and what tidies up */
function beside(
  figure: Figure,
  open: (folder: string) => Promise<{ floor: Work; ours: Work; close?: Work }>,
): Experiment {
  const taken = async (work: Work): Promise<Cost> => {
    const [startedMs, before] = [performance.now(), process.cpuUsage()];
    await work();
    const { user, system } = process.cpuUsage(before);
    return { wallMs: performance.now() - startedMs, processorMs: (user + system) / 1000 };
  };
  return {
    figures: [figure],
    async measure(runs) {
      const folder = mkdtempSync(join(tmpdir(), "pumble-bench-"));
      const { floor, ours, close } = await open(folder);
      try {
        return [
          await alternateCommands(
            runs,
            () => taken(floor),
            () => taken(ours),
          ),
        ];
      } finally {
        await close?.();
        rmSync(folder, { recursive: true, force: true });
      }
    },
  };
}

/** A release note with a bit of everything. */
const markdown = [
  "# Release 12",
  "",
  "**Done** by the *team*, with `code`, ~~old plans~~ and a [link](https://example.com/notes?a=1) :tada:",
  "",
  ...Array.from(
    { length: 20 },
    (_, at) => `- point ${at} of _some_ length, see https://example.com/${at}\n  - below it`,
  ),
  "",
  "> A quote\n> of two lines",
  "",
  "| a | b |\n| --- | --- |\n| 1 | 2 |",
  "",
  "```ts\nconst some = 1;\n```",
].join("\n");

/** The text mentions nobody. */
const nobody = { resolveUser: () => undefined, resolveChannel: () => undefined };

function times(count: number, work: Work): Work {
  return () => {
    for (let time = 0; time < count; time++) work();
  };
}

function markdownExperiment(): Experiment {
  const texts = 200;
  const figure: Figure = {
    ...{ name: "markdown", title: `${texts} release notes from Markdown to blocks` },
    ...{ floor: "`markdown-it` alone", must: { ratio: 10 } },
  };
  return beside(figure, async () => {
    const parser = new MarkdownIt({ html: false });
    return {
      floor: times(texts, () => parser.parse(markdown, {})),
      ours: times(texts, () => markdownToBlocks(markdown, nobody)),
    };
  });
}

function written(folder: string): string[] {
  const texts = Object.entries(largeWorkspace());
  for (const [name, text] of texts) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return texts.map(([, text]) => text);
}

const workspaceFloor = "parsing the same YAML";

function loadExperiment(): Experiment {
  const figure: Figure = {
    ...{ name: "files-load", title: "workspace of 633 channels, read and checked" },
    ...{ floor: workspaceFloor, must: { ratio: 5 } },
  };
  return beside(figure, async (folder) => {
    const texts = written(folder);
    return {
      floor: () => texts.map((text) => parseDocument(text).toJS()),
      ours: () => loadWorkspace(folder),
    };
  });
}

function synthesiseExperiment(): Experiment {
  const figure: Figure = {
    ...{ name: "files-synthesise", title: "the same, from the files to Terraform's configuration" },
    ...{ floor: workspaceFloor, must: { ratio: 6 } },
  };
  return beside(figure, async (folder) => {
    const texts = written(folder);
    const options = { workingDirectory: join(folder, ".pumble"), command: ["pumble"] };
    return {
      floor: () => texts.map((text) => parseDocument(text).toJS()),
      ours: () => {
        const { synthesis } = synthesise(loadWorkspace(folder).workspace!, options);
        if (!synthesis) throw new Error("The large workspace was not synthesised.");
      },
    };
  });
}

/** A key that is in use, and one with a typo, which its own checksum tells. */
function keyExperiment(which: "known" | "wrong"): Experiment {
  const checks = 1_000;
  const figure: Figure = {
    ...{
      name: `key-${which}`,
      title: `${checks} checks of ${which === "known" ? "an API key" : "an API key with a typo"}`,
    },
    ...{ floor: "SHA-256 and HMAC of it", must: { ratio: which === "known" ? 4 : 10 } },
  };
  return beside(figure, async (folder) => {
    const clock = { now: () => Date.now() };
    const database = await openDatabase(join(folder, "keys.sqlite"), { clock });
    const keys = new KeyStore(
      database,
      new Cipher([randomBytes(32)]),
      new AuditLog(database.db, clock),
      clock,
    );
    const act = { actor: "bench", source: "cli" } as const;
    const { text } = await keys.create({ workspaceId: "w", userId: "u", name: "bench" }, act);
    const pepper = randomBytes(32);
    let number = 0;
    // Another one each time: what was refused a moment ago is remembered.
    const shown = () => (which === "known" ? text : text.slice(0, -8) + String(number++).padStart(8, "0"));
    return {
      floor: times(checks, () => {
        const one = shown();
        createHash("sha256").update(one).digest("hex");
        createHmac("sha256", pepper).update(one).digest("hex");
      }),
      ours: async () => {
        for (let time = 0; time < checks; time++) await keys.verify(shown());
      },
      close: () => database.close(),
    };
  });
}

/** All that need no process but this one. */
export function inProcessExperiments(): Experiment[] {
  return [
    markdownExperiment(),
    loadExperiment(),
    synthesiseExperiment(),
    keyExperiment("known"),
    keyExperiment("wrong"),
  ];
}
