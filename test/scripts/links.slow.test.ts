/** What a script may read is what it declares, whatever stands inside the folders that it names. */
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { deno, workshop } from "./workshop";

const shop = workshop();

const readerOf = (path: string) => `
  import { defineScript } from "pumble-iac/script";
  export default defineScript({
    permissions: { read: ["data"] },
    run: ({ files }) => files.read(${JSON.stringify(path)}),
  });`;

/** Folders beside the script: one that it declares, and one that it does not. */
function lay(): void {
  mkdirSync(join(shop.folder, "data"), { recursive: true });
  mkdirSync(join(shop.folder, "private"), { recursive: true });
  writeFileSync(join(shop.folder, "data", "open.txt"), "open");
  writeFileSync(join(shop.folder, "private", "secret.txt"), "secret");
  symlinkSync("open.txt", join(shop.folder, "data", "within"));
  symlinkSync("../private/secret.txt", join(shop.folder, "data", "out"));
  symlinkSync("../private", join(shop.folder, "data", "folder"));
}

test("a link out of a declared folder is not followed, one within it is", async () => {
  lay();
  const read = (path: string) => shop.run(readerOf(path), { deno });
  expect((await read("data/within")).output).toBe("open");
  for (const path of ["data/out", "data/folder/secret.txt"]) {
    const problem = await read(path).catch((error: unknown) => error);
    expect(problem).toMatchObject({ message: expect.stringContaining("may not read") });
  }
});
