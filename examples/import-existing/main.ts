import { readFileSync } from "node:fs";
import { App, TerraformStack } from "cdktf";
import { PumbleChannel, PumbleProvider } from "pumble-iac";

/** Name of each channel that is there already → its id. */
const existing: Record<string, string> = JSON.parse(readFileSync("existing.json", "utf8"));

const app = new App();
const stack = new TerraformStack(app, "existing");

new PumbleProvider(stack, "pumble");

// Taken over as they are by the first deployment, and managed from then on. Nobody is removed from them.
const channels = new Map(
  Object.entries(existing).map(([name, id]) => [
    name,
    new PumbleChannel(stack, name, { name, importFrom: id }),
  ]),
);

channels.get("general")?.announce("in-code", { text: "This channel is declared in code now." });

app.synth();
