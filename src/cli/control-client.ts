/** The control API of a local workspace: what the CLI needs to act as a member. */
import type { AppCredentials } from "../platform";
import { Control } from "../testing/control";
import { serverSentEvents } from "./server-sent-events";

export interface Member {
  id: string;
  name: string;
  email: string;
}

/** An ephemeral message as its recipients got it. */
export interface Whisper {
  text: string;
  channelId: string;
  recipients: string[];
  threadRootId?: string | null;
}

interface WorkspaceEvent {
  type: string;
  recipients?: string[];
  message?: Omit<Whisper, "recipients">;
}

export class ControlClient {
  readonly #control: Control;

  constructor(
    private readonly url: string,
    private readonly token: string,
  ) {
    this.#control = new Control(url, token);
  }

  members(): Promise<Member[]> {
    return this.#control.call("GET", "/members");
  }

  /** Registers an app that stays when the workspace is reset or seeded anew. */
  registerApp(manifest: unknown): Promise<AppCredentials> {
    return this.#control.call("POST", "/apps", { manifest, keep: true });
  }

  /** Types `text` into a channel as that member; a slash command becomes a signed hook to its app. */
  act(action: { as: string; action: string; channelId: string; text: string }): Promise<unknown> {
    return this.#control.call("POST", "/act", action);
  }

  /** Runs `action`, then waits for the first ephemeral message to `memberId` that comes after it. */
  async ephemeralAfter(
    memberId: string,
    action: () => Promise<unknown>,
    timeoutMs = 10_000,
  ): Promise<Whisper> {
    const abort = new AbortController();
    const timer = setTimeout(() => abort.abort(new Error("No ephemeral message came")), timeoutMs);
    try {
      const headers = { authorization: `Bearer ${this.token}` };
      const response = await fetch(`${this.url}/events`, { headers, signal: abort.signal });
      if (!response.ok || !response.body) throw new Error(`Control API: events answered ${response.status}`);
      const acted = action();
      for await (const event of serverSentEvents(response.body)) {
        const { type, recipients = [], message } = event as WorkspaceEvent;
        if (type !== "ephemeral" || !message || !recipients.includes(memberId)) continue;
        await acted;
        return { ...message, recipients };
      }
      throw new Error("The local workspace closed its event stream");
    } finally {
      clearTimeout(timer);
      abort.abort();
    }
  }
}
