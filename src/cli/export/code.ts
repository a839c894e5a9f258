/** A gathered workspace as code that takes its channels over: HCL, or a CDKTF app. Archived channels are left out. */
import { providerSource } from "../../pumble/provider-address";
import { version } from "../../pumble/version";
import { hclString } from "../../terraform/template";
import type { GatheredChannel, GatheredWorkspace } from "./gather";

/** Terraform configuration with an import block for each channel. */
export function toHcl(workspace: GatheredWorkspace): string {
  const blocks = labelled(workspace).map(([label, { channel }]) => {
    const lines = [
      ["name", hclString(channel.name)],
      ...(channel.channelType === "PRIVATE" ? [["type", '"PRIVATE"']] : []),
      ...(channel.description ? [["description", hclString(channel.description)]] : []),
    ] as [string, string][];
    const width = Math.max(...lines.map(([name]) => name.length));
    return [
      "import {",
      `  to = pumble_channel.${label}`,
      `  id = "${channel.id}"`,
      "}",
      "",
      `resource "pumble_channel" "${label}" {`,
      ...lines.map(([name, value]) => `  ${name.padEnd(width)} = ${value}`),
      "}",
    ].join("\n");
  });
  const header = [
    "terraform {",
    "  required_providers {",
    `    pumble = { source = "${providerSource}", version = "~> ${version}" }`,
    "  }",
    "}",
    "",
    'provider "pumble" {}',
  ].join("\n");
  return `${[header, ...blocks].join("\n\n")}\n`;
}

/** A CDKTF app that imports each channel. */
export function toCdktf(workspace: GatheredWorkspace): string {
  const channels = labelled(workspace).map(([label, { channel }]) => {
    const props = [
      `name: ${JSON.stringify(channel.name)}`,
      ...(channel.channelType === "PRIVATE" ? ['type: "PRIVATE"'] : []),
      ...(channel.description ? [`description: ${JSON.stringify(channel.description)}`] : []),
    ];
    props.push(`importFrom: "${channel.id}"`);
    return `new PumbleChannel(stack, ${JSON.stringify(label)}, { ${props.join(", ")} });`;
  });
  const header = [
    'import { App, TerraformStack } from "cdktf";',
    'import { PumbleChannel, PumbleProvider } from "pumble-iac";',
    "",
    "const app = new App();",
    'const stack = new TerraformStack(app, "workspace");',
    "",
    'new PumbleProvider(stack, "pumble");',
  ].join("\n");
  return `${[header, ...channels, "app.synth();"].join("\n\n")}\n`;
}

/** Each channel with a Terraform name of its own. */
function labelled({ channels }: GatheredWorkspace): [string, GatheredChannel][] {
  const taken = new Set<string>();
  return channels
    .filter(({ channel }) => !channel.isArchived)
    .map((entry) => {
      const plain = entry.channel.name.replace(/[^\p{L}\p{N}_-]/gu, "_");
      const base = /^[\p{L}_]/u.test(plain) ? plain : `_${plain}`;
      let label = base;
      for (let count = 2; taken.has(label); count++) label = `${base}_${count}`;
      taken.add(label);
      return [label, entry];
    });
}
