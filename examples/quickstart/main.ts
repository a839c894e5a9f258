import { App, LocalBackend, TerraformStack } from "cdktf";
import { PumbleChannel, PumbleProvider } from "pumble-iac";

const app = new App();
const stack = new TerraformStack(app, "quickstart");

// `npm run quickstart` keeps the state of its throw-away workspace apart from yours.
const stateFile = process.env.PUMBLE_STATE_FILE;
if (stateFile) new LocalBackend(stack, { path: stateFile });

new PumbleProvider(stack, "pumble");

const announcements = new PumbleChannel(stack, "announcements", {
  name: "announcements",
  description: "News for everyone",
});

announcements.announce("welcome", {
  text: "Welcome! This channel and this message are declared in code.",
});

const releases = new PumbleChannel(stack, "releases", {
  name: "releases",
  description: "What shipped, and when",
});

releases.announce("how-to-change", {
  text: "To change this text, edit examples/quickstart/main.ts and run `npx cdktf deploy`.",
});

app.synth();
