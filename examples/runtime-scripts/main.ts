import { NullProvider } from "@cdktf/provider-null/lib/provider";
import { App, TerraformStack } from "cdktf";
import { PumbleChannel, PumbleProvider, PumbleScript } from "pumble-iac";

const app = new App();
const stack = new TerraformStack(app, "runtime-scripts");

new PumbleProvider(stack, "pumble");

// Makes the scripts null_resources. Without it they would be terraform_data, which needs no second provider.
new NullProvider(stack, "null");

const channel = new PumbleChannel(stack, "weekly", {
  name: "weekly",
  description: "What happened this week",
});

// Runs once, and again when the script or its input changes.
const welcome = new PumbleScript(stack, "welcome", {
  file: "scripts/welcome.ts",
  input: { channelId: channel.id, text: "Every Friday, a summary of the week is posted here." },
});

// Change `week` to post the next summary.
new PumbleScript(stack, "summary", {
  file: "scripts/weekly-summary.ts",
  input: { from: "general", to: channel.id, week: "2026-W02" },
  dependsOn: [welcome],
});

app.synth();
