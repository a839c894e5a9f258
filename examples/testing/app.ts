import { App, TerraformStack } from "cdktf";
import { PumbleChannel, PumbleProvider } from "pumble-iac";

/** The app under test: what `main.ts` of a real project would synthesise. */
export function opsApp(outdir?: string): App {
  const app = new App(outdir ? { outdir } : {});
  const stack = new TerraformStack(app, "ops");
  new PumbleProvider(stack, "pumble");
  const ops = new PumbleChannel(stack, "ops", { name: "ops", members: ["grace@example.com"] });
  ops.announce("rules", { text: "Be kind." });
  return app;
}
