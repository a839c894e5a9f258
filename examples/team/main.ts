import { App, LocalBackend, TerraformStack } from "cdktf";
import { PumbleAnnouncement, PumbleChannel, PumbleMembers, PumbleProvider, PumbleSchedule } from "pumble-iac";

const app = new App();
const stack = new TerraformStack(app, "team");

const stateFile = process.env.PUMBLE_STATE_FILE;
if (stateFile) new LocalBackend(stack, { path: stateFile });

new PumbleProvider(stack, "pumble");

const team = new PumbleChannel(stack, "team", { name: "team", description: "Who we are", type: "PRIVATE" });

new PumbleMembers(stack, "members", { channel: team, emails: ["grace@example.com"] });

const rules = new PumbleAnnouncement(stack, "rules", {
  channel: team,
  markdown: [
    "## How we work",
    "",
    "- **Small** changes",
    "- reviewed by @grace@example.com",
    "- `main` is green",
  ].join("\n"),
});
rules.addReply("details", { text: "The long version is in the handbook." });
rules.addReaction("agreed", ":+1:");

new PumbleSchedule(stack, "standup", {
  channel: team,
  text: "What are you up to today?",
  sendAt: "2030-01-07T09:00:00Z",
  recurrence: { type: "BUSINESSDAYS" },
});

app.synth();
