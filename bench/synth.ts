/** How long an app's synthesis takes, with constructs and with as many plain elements of CDKTF. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App, TerraformResource, TerraformStack } from "cdktf";
import { Emoji, PumbleChannel, PumbleProvider } from "pumble-iac";
import type { Experiment } from "./experiment";
import { alternate } from "./timing";

/** Declares that many objects with constructs: a quarter each of channels, announcements, replies and reactions. */
function withConstructs(objects: number): (stack: TerraformStack) => void {
  return (stack) => {
    for (let n = 0; n < objects / 4; n++) {
      const channel = new PumbleChannel(stack, `channel-${n}`, { name: `channel-${n}` });
      const text = `Hello from ${channel.mention}, \${not} a template`;
      const announcement = channel.announce("hello", { text });
      announcement.addReply("more", { text: "More" });
      announcement.addReaction(Emoji.TADA);
    }
  };
}

function plain(objects: number): (stack: TerraformStack) => void {
  return (stack) => {
    for (let n = 0; n < objects; n++) {
      new TerraformResource(stack, `resource-${n}`, { terraformResourceType: "pumble_channel" });
    }
  };
}

async function synthMs(declare: (stack: TerraformStack) => void): Promise<number> {
  const outdir = mkdtempSync(join(tmpdir(), "pumble-bench-synth-"));
  const start = performance.now();
  const app = new App({ outdir });
  const stack = new TerraformStack(app, "main");
  new PumbleProvider(stack, "pumble");
  declare(stack);
  app.synth();
  const ms = performance.now() - start;
  rmSync(outdir, { recursive: true, force: true });
  return ms;
}

/** What each size may take, in milliseconds. */
const sizes = { 100: 1_000, 1000: 3_000, 5000: 15_000 };

/** Synthesis, from an app of a beginner to a large one. */
export function synthExperiments(): Experiment[] {
  return Object.entries(sizes).map(([count, milliseconds]) => {
    const objects = Number(count);
    const figure = {
      ...{ name: `synth-${objects}`, title: `synthesis of ${objects} objects` },
      ...{ floor: "`TerraformResource`", must: { milliseconds } },
    };
    const measure = async (runs: number) => [
      await alternate(
        Math.min(runs, 5),
        () => synthMs(plain(objects)),
        () => synthMs(withConstructs(objects)),
      ),
    ];
    return { figures: [figure], measure };
  });
}
