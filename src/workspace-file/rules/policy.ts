/** What each file may define, by the root file's policy. Asks nobody: it holds in a pull request from a fork too. */
import type { Place } from "../files/place";
import type { Problems } from "../files/problems";
import { markAt, type Written } from "../files/written";
import type { WrittenPolicy } from "../shape/schema";
import type { Policy } from "../workspace";
import { fitsGlob } from "./glob";

/** Largest share of the objects in the state that one plan may remove where no policy says. */
export const defaultMaxRemovedShare = 0.3;

type Rule = NonNullable<WrittenPolicy["files"]>[number];

/** What can be defined under a name. */
export type Defined = "channels" | "teams";

export class FilePolicy {
  private readonly rules: readonly Rule[] | null;
  private readonly names: RegExp | null;

  /** @param root the root file, or null; `policy` is what it says */
  constructor(
    private readonly policy: WrittenPolicy | undefined,
    private readonly root: Written | null,
    private readonly problems: Problems,
  ) {
    this.rules = policy?.files ?? null;
    this.names = policy?.channel_names ? new RegExp(policy.channel_names, "u") : null;
  }

  /** The policy for plans. */
  forPlans(): Policy {
    const { max_removed, max_notified } = this.policy ?? {};
    return {
      maxRemovedShare: max_removed ? Number.parseInt(max_removed, 10) / 100 : null,
      maxNotified: max_notified ?? null,
      place: this.policy ? markAt(this.root!.mark, ["policy"]).key : null,
    };
  }

  /** Reports a name that this file may not define. */
  checkDefined(kind: Defined, name: string, place: Place): void {
    if (this.allows(kind, name, place.file)) return;
    const message = `${JSON.stringify(name)} is not for this file to define`;
    this.problems.error("policy", place, message, this.leave(kind, place.file));
  }

  /** Whether the file may define this name. */
  allows(kind: Defined, name: string, file: string): boolean {
    if (!this.rules) return true;
    return this.ruleFor(file)?.rule[kind]?.some((glob) => fitsGlob(name, glob)) ?? false;
  }

  checkPeople(place: Place): void {
    if (!this.rules) return;
    const found = this.ruleFor(place.file);
    if (found && found.rule.people !== false) return;
    const next = found
      ? `${this.lineOf(found.index)} says so. Move it to another file.`
      : this.noRule(place.file);
    this.problems.error("policy", place, "People are not for this file to define", next);
  }

  /** Reports a team that lets people into a private channel which is somebody else's. */
  checkJoined(channel: { name: string; isPrivate: boolean }, place: Place): void {
    if (!channel.isPrivate || this.allows("channels", channel.name, place.file)) return;
    const message = `The private channel ${JSON.stringify(channel.name)} is not for this file to let people into`;
    this.problems.error("policy", place, message, this.leave("channels", place.file));
  }

  /** Reports a message that notifies many from a file whose messages may not. */
  checkBroadcast(sign: string, place: Place): void {
    if (!this.rules) return;
    const found = this.ruleFor(place.file);
    if (!found || found.rule.allow_broadcast) return;
    const message = `${sign} is not for this file to use: it notifies many people`;
    const next = `${this.lineOf(found.index)} would have to say allow_broadcast: true.`;
    this.problems.error("policy", place, message, next);
  }

  /** Reports a new channel's name that does not fit the naming rule. */
  checkName(name: string, place: Place): void {
    if (!this.names || this.names.test(name)) return;
    const at = markAt(this.root!.mark, ["policy", "channel_names"]).value;
    this.problems.error(
      "policy",
      place,
      `The channel's name ${JSON.stringify(name)} does not fit the naming rule`,
      `${at.file}:${at.line} wants ${this.policy!.channel_names}.`,
    );
  }

  private ruleFor(file: string): { rule: Rule; index: number } | null {
    const index = this.rules?.findIndex(({ path }) => fitsGlob(file, path)) ?? -1;
    return index === -1 ? null : { rule: this.rules![index]!, index };
  }

  private leave(kind: Defined, file: string): string {
    const found = this.ruleFor(file);
    if (!found) return this.noRule(file);
    const { path, [kind]: globs = [] } = found.rule;
    const may = globs.length > 0 ? `define ${globs.join(", ")}` : `define no ${kind}`;
    return `${this.lineOf(found.index)} lets ${path} ${may}. Move it, or widen the policy there.`;
  }

  private noRule(file: string): string {
    const { file: root, line } = markAt(this.root!.mark, ["policy", "files"]).key;
    return `No rule at ${root}:${line} is for ${file}, so it may define nothing. Add one there.`;
  }

  private lineOf(index: number): string {
    const { file, line } = markAt(this.root!.mark, ["policy", "files", index]).value;
    return `${file}:${line}`;
  }
}
