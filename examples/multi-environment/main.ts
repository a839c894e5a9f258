import { App, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { PumbleChannel, PumbleProvider } from "pumble-iac";

/** What differs from workspace to workspace. */
interface Environment {
  readonly description: string;
  readonly members: string[];
}

const environments: Record<string, Environment> = {
  staging: { description: "Where a change is tried first", members: [] },
  production: { description: "What is on fire, and who is on it", members: ["grace@example.com"] },
};

/** What is the same in each: one stack, with a state of its own. */
class Workspace extends TerraformStack {
  constructor(scope: Construct, id: string, { description, members }: Environment) {
    super(scope, id);
    new PumbleProvider(this, "pumble");
    const incidents = new PumbleChannel(this, "incidents", { name: `incidents-${id}`, description, members });
    incidents.announce("how", { text: "One thread for each incident. Say who leads in the first reply." });
  }
}

const app = new App();
for (const [name, environment] of Object.entries(environments)) new Workspace(app, name, environment);
app.synth();
