/** A runtime script as a resource: it runs when it, its input or its channel is new. */
import { createHash } from "node:crypto";
import { join, relative } from "node:path";
import { version } from "../../pumble/version";
import { pathArgument } from "../../terraform/template";
import type { Script } from "../workspace";
import { addressName } from "./address";
import { channelAddress, dependsOn, idOf, inWords, type Owner, type Resource } from "./resource";
import { hclValue, literal } from "./template";

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

function runs(of: Owner, { file, hash, input }: Script): Record<string, unknown> {
  const { workspace, options } = of.context;
  const fromHere = (path: string) =>
    pathArgument(relative(options.workingDirectory, path).replaceAll("\\", "/"));
  const [program = "node", ...rest] = options.command;
  const given = encoded(of, input);
  const channel = idOf(channelAddress(of.channel.key));
  return {
    // As PumbleScript has them, so that code can go on where files have begun.
    triggers_replace: {
      ...{ trigger_channel: channel, script: hash, sdk: version.split(".")[0]!, input: given.hash },
    },
    provisioner: [
      {
        "local-exec": {
          // Without a shell: nothing to quote, and stopping Terraform stops the runner itself.
          interpreter: [program, ...rest, "run", "--input-env", inputVariable].map(literal),
          command: literal(fromHere(join(workspace.root, file))),
          environment: { [inputVariable]: given.text },
        },
      },
    ],
  };
}

/** The input as JSON, and its hash. Where the channel's id is in it, both are left to Terraform. */
function encoded({ channel, channelName }: Owner, input: Script["input"]): { text: string; hash: string } {
  const named = withName(input, channelName);
  const json = canonicalJson(named);
  if (!json.includes(JSON.stringify(channelIdWord))) return { text: literal(json), hash: sha256(json) };
  const id = `${channelAddress(channel.key)}.id`;
  const expression = `jsonencode(${hclValue(named, (text) => (text === channelIdWord ? id : null))})`;
  return { text: `\${${expression}}`, hash: `\${sha256(${expression})}` };
}

/** The channel's name is known; its id only Terraform knows. */
function withName(value: unknown, name: string): unknown {
  if (value === channelNameWord) return name;
  if (Array.isArray(value)) return value.map((one) => withName(one, name));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withName(inner, name)]));
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
