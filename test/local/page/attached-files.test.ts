import { expect, test } from "vitest";
import { attach, attachedFiles } from "../../../src/local/page/state/attached-files";

const file = (name: string, bytes = 1) => new File([new Uint8Array(bytes)], name);
const maxBytes = 10 * 1024 * 1024;

test("a file that is too large is named and left out, and the others stay", () => {
  const files = attachedFiles("a/b");
  expect(attach(files, [file("plan.txt"), file("film.mp4", maxBytes + 1), file("full", maxBytes)])).toBe(
    "Not attached: film.mp4 (10.5 MB). A file may have 10.5 MB here.",
  );
  expect(files.value.map(({ name }) => name)).toEqual(["plan.txt", "full"]);
  expect(attachedFiles("a/b").value).toBe(files.value);
  expect(attachedFiles("a/c").value).toEqual([]);
});

test("a message carries twenty files, and says so of more", () => {
  const files = attachedFiles("a/d");
  const many = Array.from({ length: 19 }, (_, at) => file(`${at}`));
  expect(attach(files, many)).toBe("");
  expect(attach(files, [file("the twentieth"), file("one more")])).toBe(
    "A message carries 20 files at most.",
  );
  expect(files.value.at(-1)?.name).toBe("the twentieth");
  expect(files.value).toHaveLength(20);
});
