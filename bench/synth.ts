/** `npx tsx bench/synth.ts`: how long 2,000 objects take to synthesise, beside as many plain `TerraformResource`s. Needs `npm run build`. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App, TerraformResource, TerraformStack } from "cdktf";
import { Emoji, PumbleChannel, PumbleProvider } from "pumble-iac";

const objects = 2_000;
const rounds = 5;

const subjects: Record<string, (stack: TerraformStack) => void> = {
  "constructs: channels, announcements, replies, reactions": (stack) => {
    for (let n = 0; n < objects / 4; n++) {
      const channel = new PumbleChannel(stack, `channel-${n}`, { name: `channel-${n}` });
      const announcement = channel.announce("hello", {
        text: `Hello from ${channel.mention}, \${not} a template`,
      });
      announcement.addReply("more", { text: "More" });
      announcement.addReaction(Emoji.TADA);
    }
  },
  "plain TerraformResource": (stack) => {
    for (let n = 0; n < objects; n++) {
      new TerraformResource(stack, `resource-${n}`, { terraformResourceType: "pumble_channel" });
    }
  },
};

function synthMs(declare: (stack: TerraformStack) => void): number {
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

const times = new Map<string, number[]>(Object.keys(subjects).map((name) => [name, []]));
// By turns, so that the machine's noise meets both.
for (let round = 0; round < rounds; round++) {
  for (const [name, declare] of Object.entries(subjects)) times.get(name)!.push(synthMs(declare));
}
console.log(`| ${objects} objects | median ms | fastest ms |\n| --- | ---: | ---: |`);
for (const [name, all] of times) {
  const sorted = all.toSorted((one, other) => one - other);
  console.log(`| ${name} | ${Math.round(sorted[Math.floor(rounds / 2)]!)} | ${Math.round(sorted[0]!)} |`);
}
