/** The lines of JSON that `terraform plan -json` and `apply -json` print. */
import { stripVTControlCharacters } from "node:util";
import * as z from "zod";
import type { Finding } from "../../review";

const resource = z.looseObject({ addr: z.string() });

const line = z.looseObject({
  type: z.string(),
  "@message": z.string().default(""),
  diagnostic: z
    .looseObject({
      severity: z.string(),
      summary: z.string(),
      detail: z.string().default(""),
      address: z.string().nullish(),
      range: z.looseObject({ filename: z.string(), start: z.looseObject({ line: z.number() }) }).nullish(),
    })
    .optional(),
  hook: z.looseObject({ resource, action: z.string().default("") }).optional(),
});

export interface Messages {
  errors: Finding[];
  warnings: Finding[];
}

/** Something that an apply has begun or ended with an object. */
export interface Step {
  state: "started" | "done" | "failed";
  address: string;
  action: string;
}

const states: Record<string, Step["state"]> = {
  apply_start: "started",
  apply_complete: "done",
  apply_errored: "failed",
};

/** What Terraform only says of a plan that holds something. */
const news = new Set(["planned_change", "planned_action_invocation", "resource_drift", "outputs"]);

/** Collects what is said, each thing once, and tells steps as they come. */
export class MessageReader implements Messages {
  readonly errors: Finding[] = [];
  readonly warnings: Finding[] = [];
  /** Addresses of objects in the state that were looked at. */
  readonly looked = new Set<string>();
  /** Whether the plan may hold anything: a change, an action, something that was changed by hand, an output. */
  hasNews = false;

  constructor(private readonly onStep: (step: Step) => void = () => {}) {}

  /** Puts an error in other words. */
  reword(words: (error: Finding) => Finding): void {
    this.errors.splice(0, this.errors.length, ...this.errors.map(words));
  }

  /** Takes one line; what is no message of Terraform's is let go. */
  readonly take = (text: string): void => {
    if (isLeftAlone(text)) return;
    const parsed = line.safeParse(parsedJson(text));
    if (!parsed.success) return;
    const { type, diagnostic, hook } = parsed.data;
    if (news.has(type)) this.hasNews = true;
    if (type === "refresh_complete" && hook && !isData(hook.resource.addr))
      this.looked.add(hook.resource.addr);
    const state = states[type];
    if (state && hook) this.onStep({ state, address: hook.resource.addr, action: hook.action });
    if (!diagnostic) return;
    const { severity, summary, detail, address, range } = diagnostic;
    const where = range?.start.line ? `${detail}\n(${range.filename}, line ${range.start.line})` : detail;
    const finding = { title: summary, detail: where.trim(), address: address ?? null };
    const list = severity === "error" ? this.errors : this.warnings;
    if (!list.some((one) => one.title === finding.title && one.detail === finding.detail)) list.push(finding);
  };
}

/** Of two lines for each object of a plan one says nothing, and to parse them is a tenth of the command's own time. */
function isLeftAlone(text: string): boolean {
  return text.endsWith('"type":"refresh_start"}');
}

function isData(address: string): boolean {
  return /(?:^|\.)data\./.test(address);
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** What Terraform prints for people, as a finding: without its box and colours. */
export function findingIn(title: string, { stdout, stderr }: { stdout: string; stderr: string }): Finding {
  const lines = stripVTControlCharacters(stderr.trim() || stdout)
    .split("\n")
    .map((text) => text.replace(/^[╷│╵]\s?/, "").trimEnd())
    .filter((text) => text !== "");
  return { title, detail: lines.join("\n"), address: null };
}
