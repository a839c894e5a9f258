import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PumbleClient } from "../client";
import { TestChannel } from "./channel";
import { Control } from "./control";
import { type Deployment, deploy, type SynthesisableApp } from "./deploy";
import { type DevProcess, startDev } from "./process";

/** How a workspace begins. */
export interface WorkspaceOptions {
  /** People, channels and messages: a seed as `pumble dev --seed` takes it, or the path of one. @default the built-in one */
  readonly seed?: object | string;
}

/** What does not go well: see *Faults* in the guide to the local workspace. */
export interface Fault {
  /** A path with `*` for any characters. @default every path */
  readonly path?: string;
  readonly method?: string;
  /** How many calls it hits. @default without end */
  readonly count?: number;
  /** How many fitting calls pass before the first hit. @default 0 */
  readonly after?: number;
  readonly latencyMs?: number;
  readonly fault?:
    | "status"
    | "status_after"
    | "reset_before"
    | "reset_after"
    | "truncate"
    | "not_json"
    | "empty";
  readonly status?: number;
}

/** A member who acts by hand. */
export interface TestMember {
  /** Posts in a channel, by its name, or in a thread of it. Answers with the message's id. */
  post(channel: string, text: string, threadRoot?: { id: string }): Promise<{ id: string }>;
  edit(message: { id: string }, text: string): Promise<void>;
  delete(message: { id: string }): Promise<void>;
  /** @param code with its colons, such as `:tada:` */
  react(message: { id: string }, code: string): Promise<void>;
  /** Anything else that the control API's actions can do. */
  act<T = unknown>(action: string, fields?: object): Promise<T>;
}

/** The workspace's clock. What is scheduled is sent when it comes to its time. */
export interface TestClock {
  /** Epoch milliseconds. */
  now(): Promise<number>;
  freeze(): Promise<void>;
  advance(ms: number): Promise<void>;
  resume(): Promise<void>;
}

/** A Pumble workspace with the API-keys addon, for one test or one file of tests. */
export class TestWorkspace {
  /** Calls the API as the first member, past Terraform. */
  readonly client: PumbleClient;
  private readonly control: Control;

  constructor(
    private readonly process: DevProcess,
    private readonly tidy: () => void,
  ) {
    this.client = new PumbleClient({ apiKey: process.apiKey, baseUrl: process.addonUrl });
    this.control = new Control(process.controlUrl, process.controlToken);
  }

  /** A key of the first member. */
  get apiKey(): string {
    return this.process.apiKey;
  }

  /** Where the API is. */
  get baseUrl(): string {
    return this.process.addonUrl;
  }

  /** A page that shows the workspace, for when a test stops at a breakpoint. */
  get pageUrl(): string {
    return this.process.pageUrl;
  }

  /** What provider, client and scripts read. */
  get env(): { PUMBLE_API_KEY: string; PUMBLE_BASE_URL: string } {
    return { PUMBLE_API_KEY: this.apiKey, PUMBLE_BASE_URL: this.baseUrl };
  }

  /** A channel, by its name. */
  channel(name: string): TestChannel {
    return new TestChannel(this.client, name.replace(/^#/, ""));
  }

  /** A member, by e-mail address, name or id. */
  as(member: string): TestMember {
    const act = <T = unknown>(action: string, fields: object = {}) =>
      this.control.call<T>("POST", "/act", { as: member, action, ...fields });
    return {
      act,
      async post(channel, text, threadRoot) {
        const thread = threadRoot && { threadRootId: threadRoot.id };
        return (await act<{ message: { id: string } }>("post", { channel, text, ...thread })).message;
      },
      edit: async ({ id }, text) => void (await act("edit", { messageId: id, text })),
      delete: async ({ id }) => void (await act("delete", { messageId: id })),
      react: async ({ id }, code) => void (await act("react", { messageId: id, code })),
    };
  }

  get clock(): TestClock {
    const change = async (body: object) => void (await this.control.call("POST", "/clock", body));
    return {
      now: async () => (await this.control.call<{ now: number }>("GET", "/clock")).now,
      freeze: () => change({ freeze: true }),
      advance: (advanceMs) => change({ advanceMs }),
      resume: () => change({ resume: true }),
    };
  }

  /** Lets something go wrong from now on. */
  async fault(fault: Fault): Promise<void> {
    await this.control.call("POST", "/faults", fault);
  }

  /** Lets everything go well again. */
  async clearFaults(): Promise<void> {
    await this.control.call("DELETE", "/faults");
  }

  /** Synthesises a CDKTF or CDK Terrain app and applies it to this workspace, with a throw-away state. */
  deploy(app: SynthesisableApp): Promise<Deployment> {
    return deploy(app, this.env);
  }

  /** Ends it. What was in it is gone. */
  async close(): Promise<void> {
    await this.client.close();
    await this.process.stop();
    this.tidy();
  }
}

/**
 * Starts a workspace with the addon, on free ports, in a process of its own. Nothing is kept.
 *
 * @example
 * const workspace = await startWorkspace();
 * const deployed = await workspace.deploy(app);
 * expect((await workspace.channel("ops").messages()).map(({ text }) => text)).toEqual(["Welcome!"]);
 * await workspace.close();
 */
export async function startWorkspace({ seed }: WorkspaceOptions = {}): Promise<TestWorkspace> {
  if (seed === undefined || typeof seed === "string")
    return new TestWorkspace(await startDev(seed), () => {});
  const folder = mkdtempSync(join(tmpdir(), "pumble-testing-seed-"));
  const tidy = () => rmSync(folder, { recursive: true, force: true });
  const file = join(folder, "seed.yaml");
  writeFileSync(file, JSON.stringify(seed)); // JSON is YAML
  try {
    return new TestWorkspace(await startDev(file), tidy);
  } catch (error) {
    tidy();
    throw error;
  }
}
