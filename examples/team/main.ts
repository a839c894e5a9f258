import { App, LocalBackend, TerraformStack } from "cdktf";
import { Emoji, PumbleChannel, PumbleProvider, Recurrence } from "pumble-iac";

const app = new App();
const stack = new TerraformStack(app, "team");

const stateFile = process.env.PUMBLE_STATE_FILE;
if (stateFile) new LocalBackend(stack, { path: stateFile });

new PumbleProvider(stack, "pumble");

const team = new PumbleChannel(stack, "team", {
  name: "team",
  description: "Who we are",
  type: "PRIVATE",
  members: ["grace@example.com"],
});

const rules = team.announce("rules", {
  markdown: [
    "## How we work",
    "",
    "- **Small** changes",
    "- reviewed by @grace@example.com",
    "- `main` is green",
  ].join("\n"),
});
rules.addReply("details", { text: "The long version is in the handbook." });
rules.addReaction(Emoji.THUMBS_UP);

team.schedule("stand-up", {
  text: "What are you up to today?",
  sendAt: "2030-01-07T09:00:00Z",
  recurrence: Recurrence.businessDays(),
});

app.synth();
