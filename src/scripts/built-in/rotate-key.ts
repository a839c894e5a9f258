/** Replaces an API key and writes the new one to a file that only its owner can read. Nothing else ever shows it. */
import { defineScript, z } from "../index";

export default defineScript({
  input: z.object({
    name: z.string().min(1).describe("Name of the key, as /api-keys lists it."),
    file: z.string().min(1).describe("The file to write the new key to."),
    graceSeconds: z.int().min(0).optional().describe("How long the old key works on, in seconds. Default 0."),
  }),
  permissions: ({ file }) => ({ net: "pumble", read: [file], write: [file] }),
  async run({ pumble, input, files, log, dryRun }) {
    const { name, file, graceSeconds } = input;
    const keys = (await pumble.apiKeys.list()).filter((key) => key.name === name);
    const [key] = keys;
    if (!key || keys.length > 1)
      throw new Error(`${keys.length} keys that work are called ${JSON.stringify(name)}`);
    // A file that cannot be written is found before there is a key that would be lost; what it holds may be the old one.
    await files.write(file, await files.read(file).catch(() => ""));
    const made = await pumble.apiKeys.rotate(key.id, graceSeconds === undefined ? {} : { graceSeconds });
    await files.write(file, made.apiKey);
    if (!dryRun) log(`Key ${JSON.stringify(name)} is ${made.key.id} now; it is in ${file}`);
    return { id: made.key.id };
  },
});
