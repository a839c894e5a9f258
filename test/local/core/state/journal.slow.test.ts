import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { startLocalWorkspace } from "../../../../src/local";
import { defaultSeed, plant } from "../../../../src/local/core/seed/seed";
import { Journal } from "../../../../src/local/core/state/journal";
import { lockFolder } from "../../../../src/local/core/state/lock";
import { deleteChannel, removeMember } from "../../../../src/local/core/workspace/channels";
import { memberIds } from "../../../../src/local/core/workspace/members";
import { postMessage } from "../../../../src/local/core/workspace/messages";
import { inPerson, Workspace } from "../../../../src/local/core/workspace/workspace";

function folder(): string {
  return mkdtempSync(join(tmpdir(), "workspace-"));
}

/** Takes so many bytes more, and the part of a write that fits, as a full disk does. */
class SmallDisk {
  left = Number.POSITIVE_INFINITY;

  writeSync = ((file: number, bytes: Buffer, offset: number) => {
    const fits = Math.min(this.left, bytes.length - offset);
    if (fits <= 0)
      throw Object.assign(new Error("ENOSPC: no space left on device, write"), { code: "ENOSPC" });
    this.left -= fits;
    return writeSync(file, bytes, offset, fits);
  }) as typeof writeSync;
}

function opened(dir: string, disk?: SmallDisk) {
  const workspace = new Workspace();
  const { journal, existed } = Journal.open(dir, workspace.db, disk);
  if (!existed) plant(workspace, defaultSeed);
  const [ada] = [...workspace.db.users.values()];
  const general = workspace.db.channels.get(workspace.db.channelsByName.first("general")!)!;
  const post = (text: string) => postMessage(workspace, inPerson(ada!.id), { channelId: general.id, text });
  const state = () => JSON.stringify(workspace.db.snapshot());
  return { workspace, journal, existed, post, state };
}

describe("a workspace in a folder", () => {
  test("what was committed is there again, byte for byte, ids and secrets going on", () => {
    const dir = folder();
    const first = opened(dir);
    first.post("one");
    first.workspace.db.change(() => first.workspace.db.messages.delete(first.post("two").id));
    const again = opened(dir);
    expect(again.existed).toBe(true);
    expect(again.state()).toBe(first.state());
  });

  test("a torn last line is dropped, everything before it is kept, and writing goes on", () => {
    const dir = folder();
    const first = opened(dir);
    first.post("kept");
    const kept = first.state();
    first.post("torn");
    const file = join(dir, "workspace.jsonl");
    truncateSync(file, statSync(file).size - 10);
    const again = opened(dir);
    expect(again.state()).toBe(kept);
    again.post("after");
    expect(opened(dir).state()).toBe(again.state());
  });

  test("what did not fit on the disk was not acknowledged, and the next post begins a line of its own", () => {
    const dir = folder();
    const disk = new SmallDisk();
    const first = opened(dir, disk);
    const posted: string[] = [];
    for (let round = 0; round < 20; round++) {
      disk.left = 1_500 + 317 * round;
      for (;;) {
        try {
          posted.push(first.post(`post ${posted.length} ${"x".repeat(40)}`).id);
        } catch (error) {
          expect((error as Error).message).toBe("Nothing was changed: the disk is full");
          break;
        }
      }
      expect(opened(dir).state()).toBe(first.state());
    }
    disk.left = Number.POSITIVE_INFINITY;
    posted.push(first.post("last").id);
    const again = opened(dir);
    expect(again.state()).toBe(first.state());
    expect(posted.filter((id) => !again.workspace.db.messages.has(id))).toEqual([]);
    expect(posted.length).toBeGreaterThan(20);
  });

  test("what was to be deleted stands where it stood when the disk was full", () => {
    const disk = new SmallDisk();
    const { workspace, state } = opened(folder(), disk);
    const [ada, grace] = [...workspace.db.users.values()];
    const { id } = workspace.channel(workspace.db.channelsByName.first("random")!);
    const before = state();
    const members = memberIds(workspace, id);
    disk.left = 10;
    for (const change of [
      () => removeMember(workspace, inPerson(ada!.id), id, grace!.id),
      () => deleteChannel(workspace, inPerson(ada!.id), id),
    ]) {
      expect(change).toThrow("Nothing was changed: the disk is full");
      disk.left = 10;
    }
    expect(state()).toBe(before);
    expect(memberIds(workspace, id)).toEqual(members);
    expect(members.indexOf(grace!.id)).toBeLessThan(members.length - 1);
  });

  test("a folder that takes no second file refuses a new state in words, and keeps the one it has", () => {
    const dir = folder();
    const { workspace, state } = opened(dir);
    const before = state();
    mkdirSync(join(dir, "workspace.jsonl.new"));
    expect(() => workspace.refill(() => plant(workspace, defaultSeed))).toThrow(/^Nothing was changed: /);
    expect(state()).toBe(before);
    rmSync(join(dir, "workspace.jsonl.new"), { recursive: true });
    rmSync(join(dir, "workspace.jsonl"));
    mkdirSync(join(dir, "workspace.jsonl"));
    expect(() => workspace.refill(() => plant(workspace, defaultSeed))).toThrow(/^Nothing was changed: /);
    expect(readdirSync(dir)).toEqual(["workspace.jsonl"]);
    expect(state()).toBe(before);
  });

  test("a folder with a torn last line opens on a full disk too", () => {
    const dir = folder();
    const first = opened(dir);
    first.post("kept");
    const kept = first.state();
    appendFileSync(join(dir, "workspace.jsonl"), '{"ids":{"seed":"x"');
    const disk = new SmallDisk();
    disk.left = 0;
    expect(opened(dir, disk).state()).toBe(kept);
  });

  test("a start that ended right after the first line is begun anew, and what comes then is kept", () => {
    const dir = folder();
    const file = join(dir, "workspace.jsonl");
    opened(dir);
    writeFileSync(file, `${readFileSync(file, "utf8").split("\n")[0]}\n`);
    const first = opened(dir);
    expect(first.existed).toBe(false);
    first.post("kept");
    expect(opened(dir).state()).toBe(first.state());
  });

  test("a start that ended within the first line is begun anew", () => {
    const dir = folder();
    opened(dir);
    const file = join(dir, "workspace.jsonl");
    truncateSync(file, 20);
    const again = opened(dir);
    expect(again.existed).toBe(false);
    again.post("kept");
    expect(opened(dir).state()).toBe(again.state());
  });

  test.each<[string, (workspace: Workspace) => void]>([
    ["seeding anew", (workspace) => workspace.refill(() => plant(workspace, defaultSeed))],
    ["putting back another state", (workspace) => workspace.restore(new Workspace().db.snapshot())],
  ])("%s on a full disk changes nothing, and posts after it are kept", (_, change) => {
    const dir = folder();
    const disk = new SmallDisk();
    const first = opened(dir, disk);
    first.post("before");
    const before = first.state();
    disk.left = 10;
    expect(() => change(first.workspace)).toThrow("Nothing was changed: the disk is full");
    expect(first.state()).toBe(before);
    disk.left = Number.POSITIVE_INFINITY;
    first.post("after");
    expect(opened(dir).state()).toBe(first.state());
  });

  test("a state that is put back comes with what belongs to it, or not at all", () => {
    const dir = folder();
    const { workspace, state } = opened(dir);
    const before = state();
    const failing = () => {
      workspace.db.users.delete([...workspace.db.users.values()][0]!.id);
      throw new Error("it does not fit");
    };
    expect(() => workspace.restore(workspace.db.snapshot(), failing)).toThrow("it does not fit");
    expect(state()).toBe(before);
    expect(opened(dir).state()).toBe(before);
  });

  test("a line broken in the middle stops the start and is named", () => {
    const dir = folder();
    opened(dir).post("x");
    const file = join(dir, "workspace.jsonl");
    const lines = readFileSync(file, "utf8").split("\n");
    lines[1] = lines[1]!.slice(0, 20);
    writeFileSync(file, lines.join("\n"));
    expect(() => opened(dir)).toThrow(`${file} is damaged at line 2`);
  });

  const ids = { seed: "0123456789", secretSeed: "s", count: 1, secretCount: 1, lastSecond: 1 };
  test.each(
    Object.entries({
      null: null,
      "a list": [],
      "no changes": { ids },
      "no ids": { changes: [] },
      "ids that are none": { ids: { ...ids, count: "1" }, changes: [] },
      "a change that is none": { ids, changes: [null] },
      "a table that there is none of": { ids, changes: [["nobody", "a", { id: "a" }]] },
      "a table that every object has": { ids, changes: [["__proto__", "a", { id: "a" }]] },
      "a record that is none": { ids, changes: [["users", "a", 7]] },
      "a record of another id": { ids, changes: [["users", "a", { id: "b" }]] },
    }),
  )("a line of %s is damage, named by its number, and not a crash", (_, content) => {
    const dir = folder();
    opened(dir).post("x");
    appendFileSync(join(dir, "workspace.jsonl"), `${JSON.stringify(content)}\n`);
    expect(() => opened(dir)).toThrow(/is damaged at line \d+\. Restore it/);
  });

  test("a line that is there twice changes nothing", () => {
    const dir = folder();
    const first = opened(dir);
    first.post("x");
    const kept = first.state();
    const file = join(dir, "workspace.jsonl");
    appendFileSync(file, `${readFileSync(file, "utf8").trimEnd().split("\n").at(-1)}\n`);
    expect(opened(dir).state()).toBe(kept);
  });

  test.each(["hello\n", "null\n", "7\n", "[]\n", "hello", '{"format":"another"}', '{"text":"no line end"}'])(
    "a file that is something else is left alone: %j",
    (text) => {
      const dir = folder();
      writeFileSync(join(dir, "workspace.jsonl"), text);
      expect(() => opened(dir)).toThrow("is not a local workspace");
      expect(readFileSync(join(dir, "workspace.jsonl"), "utf8")).toBe(text);
    },
  );

  test("a journal of mostly dead records is written anew on opening", () => {
    const dir = folder();
    const { post, workspace, state } = opened(dir);
    for (let at = 0; at < 1500; at += 1)
      workspace.db.change(() => workspace.db.messages.delete(post("x").id));
    const file = join(dir, "workspace.jsonl");
    const before = statSync(file).size;
    const again = opened(dir);
    expect(statSync(file).size).toBeLessThan(before / 10);
    expect(again.state()).toBe(state());
    again.post("y");
    expect(opened(dir).state()).toBe(again.state());
  });

  test("is written anew in lines of a length that can be read, also where records are large", () => {
    const dir = folder();
    const { workspace, state } = opened(dir);
    const content = { uploaderId: "a", mimeType: "text/plain", size: 1, path: "/files", name: "ä" };
    const files = Array.from({ length: 5 }, (_, at) => ({
      ...{ ...content, id: `f${at}`, contentBase64: "ä".repeat(700_000) },
    }));
    workspace.db.change(() => {
      for (const file of files) workspace.db.files.put(file);
    });
    expect(opened(dir).state()).toBe(state());
    workspace.restore(workspace.db.snapshot());
    const lines = readFileSync(join(dir, "workspace.jsonl"), "utf8").split("\n");
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(2_000_000);
    expect(opened(dir).state()).toBe(state());
  });

  test("a file of its own beside the journal, left by a killed compaction, does no harm", () => {
    const dir = folder();
    const first = opened(dir);
    writeFileSync(join(dir, "workspace.jsonl.new"), "half a file");
    expect(opened(dir).state()).toBe(first.state());
  });

  test("nobody but the owner of the process can read it", () => {
    const dir = join(folder(), "made");
    opened(dir);
    expect(statSync(join(dir, "workspace.jsonl")).mode & 0o777).toBe(0o600);
    expect(statSync(dir).mode & 0o777).toBe(0o700);
  });

  test("a folder that a running workspace uses is refused to a second one", async () => {
    const dir = folder();
    const first = await startLocalWorkspace({ dataDir: dir });
    await expect(startLocalWorkspace({ dataDir: dir })).rejects.toThrow(/is in use by process \d+/);
    await first.close();
    const second = await startLocalWorkspace({ dataDir: dir });
    await second.close();
  });

  test.each(["999999999 1", "", "0", "-1 1", "words"])(
    "the lock of a process that is gone, or of none, does not hold: %j",
    (text) => {
      const dir = folder();
      writeFileSync(join(dir, "workspace.lock"), text);
      lockFolder(dir)();
    },
  );
});
