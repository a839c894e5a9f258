/** A runtime script as a resource: it runs when it, its input or its channel is new. */
import { createHash } from "node:crypto";
import { join, relative } from "node:path";
import { version } from "../../pumble/version";
import type { Script } from "../workspace";
import { addressName } from "./address";
import { channelAddress, dependsOn, idOf, inWords, type Owner, type Resource } from "./resource";
import { literal } from "./template";

/** What stands for the channel's id and name in a script's input. */
const channelIdWord = "{channel.id}";
const channelNameWord = "{channel.name}";

/** The environment variable in which the script's input travels. */
const inputVariable = "PUMBLE_SCRIPT_INPUT";

export function scriptResource(of: Owner, script: Script, before: readonly string[]): Resource {
  const { channel } = of;
  return {
    type: "terraform_data",
    name: addressName(channel.key, script.key),
    body: { ...runs(of, script), ...dependsOn(...before) },
    object: { kind: "script", ...inWords(of, script.place), key: script.key },
  };
}

function runs(
  { channel, channelName, context }: Owner,
  { file, hash, input }: Script,
): Record<string, unknown> {
  const { workspace, options } = context;
  const channelId = idOf(channelAddress(channel.key));
  const given = canonicalJson(input);
  // An id is hex digits and a name no quote, so they can stand in JSON as they are.
  const text = literal(given)
    .replaceAll(JSON.stringify(channelIdWord), `"${channelId}"`)
    .replaceAll(JSON.stringify(channelNameWord), JSON.stringify(channelName));
  const fromHere = (path: string) => relative(options.workingDirectory, path).replaceAll("\\", "/");
  const [program, ...rest] = options.command as [string, ...string[]];
  return {
    triggers_replace: { script: hash, input: sha256(given), channel: channelId, sdk: version.split(".")[0]! },
    provisioner: [
      {
        "local-exec": {
          // Without a shell: nothing to quote, and stopping Terraform stops the runner itself.
          interpreter: [program, ...rest, "run", "--input-env", inputVariable].map(literal),
          command: literal(fromHere(join(workspace.root, file))),
          environment: { [inputVariable]: text },
        },
      },
    ],
  };
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === "object" && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([one], [other]) => (one < other ? -1 : 1)))
      : part,
  );
}
