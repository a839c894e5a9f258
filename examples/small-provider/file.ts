import { createHash } from "node:crypto";
import { readFile, rm, writeFile } from "node:fs/promises";
import { a, forContext, type State } from "pumble-iac/terraform";

/** What every resource of this provider works with: here nothing, elsewhere a client. */
export const { defineProvider, defineResource } = forContext<null>();

const attributes = {
  path: a.string({
    required: true,
    replace: true,
    description: "Where the file is. Another path is another file.",
  }),
  content: a.string({ required: true, description: "What is in it." }),
  sha256: a.string({ computed: true, description: "SHA-256 of the content, in hex." }),
};

async function write({
  path,
  content,
}: {
  path: string;
  content: string;
}): Promise<State<typeof attributes>> {
  await writeFile(path, content);
  return { path, content, sha256: createHash("sha256").update(content).digest("hex") };
}

export const file = defineResource({
  name: "file",
  description: "A text file.",
  attributes,
  create: ({ plan }) => write(plan),
  update: ({ plan }) => write(plan),
  async read({ state: { path } }) {
    const content = await readFile(path, "utf8").catch(() => null);
    return content === null
      ? null
      : { path, content, sha256: createHash("sha256").update(content).digest("hex") };
  },
  delete: ({ state }) => rm(state.path, { force: true }),
  importState: ({ id }) => ({ path: id }),
});
