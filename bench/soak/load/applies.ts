/** Terraform with the provider, several at once, each with a state of its own. */

import { unknownOutcome } from "../../../src/pumble/errors";
import { TerraformProject } from "../../../test/e2e/terraform-project";
import type { Run } from "../run";

export class Applier {
  readonly #project: TerraformProject;
  #round = 0;
  /** How often an error told that something may have happened all the same. */
  inDoubt = 0;

  private constructor(
    private readonly run: Run,
    readonly name: string,
    private readonly sharedChannel: string,
    env: Record<string, string>,
  ) {
    this.#project = new TerraformProject(env);
  }

  /** @param at which one, which chooses member, addon and shared channel */
  static async start(run: Run, at: number): Promise<Applier> {
    const { members, addons, channels } = run.scene.parts;
    const env = {
      PUMBLE_API_KEY: members[at % members.length]!.key,
      PUMBLE_BASE_URL: addons[at % addons.length]!.url,
    };
    const applier = new Applier(run, `s${run.seed}-apply${at}`, channels[0]!, env);
    applier.#write();
    await applier.#project.init();
    return applier;
  }

  /** Applies changed configurations until the run is over. */
  async load(): Promise<void> {
    while (!this.run.isOver) {
      this.#round++;
      this.#write();
      await this.#apply();
    }
  }

  /** Comes to rest: applies once more and plans. */
  async finish(): Promise<void> {
    const { journal } = this.run;
    const { code, text } = await this.#apply();
    journal.checked("apply");
    if (code !== 0)
      return journal.violated("apply", `${this.name}: with nothing in the way, apply failed: ${text}`);
    const changes = await this.#project.changes();
    for (const { address, change } of changes) {
      journal.violated(
        "apply",
        `${this.name}: after the last apply, a plan would ${change.actions.join()} ${address}`,
      );
    }
  }

  /** How often each text that it may have posted has to be there. */
  get expected(): ReadonlyMap<string, number> {
    const now = new Set(this.#tokens(this.#round));
    const all = new Set([...this.#tokens(0), ...this.#tokens(1), ...this.#tokens(2)]);
    return new Map([...all].map((token) => [token, now.has(token) ? 1 : 0]));
  }

  remove(): void {
    this.#project.remove();
  }

  async #apply(): Promise<{ code: number; text: string }> {
    const { journal } = this.run;
    const result = await this.#project.apply();
    journal.count(`apply ${result.code === 0 ? "done" : "failed"}`);
    this.inDoubt += result.text.split(unknownOutcome.reason).length - 1;
    return result;
  }

  /** Three to five messages, as the round has it. */
  #tokens(round: number): string[] {
    return Array.from({ length: 3 + (round % 3) }, (_, at) => `${this.name}-m${at}-end`);
  }

  #write(): void {
    const messages = this.#tokens(this.#round).map((token, at) => {
      const channel = at % 2 === 0 ? "pumble_channel.own.id" : JSON.stringify(this.sharedChannel);
      const text = `${token} round ${at % 2 === 0 ? this.#round : 0}`;
      return `resource "pumble_message" "m${at}" {\n  channel_id = ${channel}\n  text = "${text}"\n}\n`;
    });
    this.#project.write(`
resource "pumble_channel" "own" {
  name           = "${this.name}"
  adopt_existing = true
}
${messages.join("")}
resource "pumble_reaction" "r" {
  channel_id = pumble_channel.own.id
  message_id = pumble_message.m0.id
  reaction   = ":tada:"
}
`);
  }
}
