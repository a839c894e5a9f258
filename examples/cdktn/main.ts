import { App, TerraformStack } from "cdktn";
import { PumbleChannel, PumbleProvider } from "pumble-iac/cdktn";

const app = new App();
const stack = new TerraformStack(app, "terrain");

const pumble = new PumbleProvider(stack, "pumble");

const berlin = new PumbleChannel(stack, "berlin", {
  // A function of the provider, worked out by Terraform: "team-berlin".
  name: pumble.functions.channelName("Team Berlin"),
  description: "Who is in the office today",
});

berlin.announce("welcome", { text: "Declared with CDK Terrain." });

app.synth();
