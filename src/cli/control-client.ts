/** A small client of the local workspace's control API: what the CLI needs to act as a member. */

export interface Member {
  id: string;
  name: string;
  email: string;
}

export interface AppCredentials {
  id: string;
  appKey: string;
  clientSecret: string;
  signingSecret: string;
}

interface WorkspaceEvent {
  type: string;
  recipients?: string[];
  message?: { text: string; channelId: string };
}

export class ControlClient {
  constructor(
    private readonly url: string,
    private readonly token: string,
  ) {}

  members(): Promise<Member[]> {
    return this.call("GET", "/members");
  }

  /** Registers an app that stays when the workspace is reset or seeded anew. */
  registerApp(manifest: unknown): Promise<AppCredentials> {
    return this.call("POST", "/apps", { manifest, keep: true });
  }

  /** Types `text` into a channel as that member; a slash command becomes a signed hook to its app. */
  act(action: { as: string; action: string; channelId: string; text: string }): Promise<unknown> {
    return this.call("POST", "/act", action);
  }

  /**
   * Runs `action`, then waits for the first ephemeral message to `memberId` that comes after it.
   * @returns the text of that message
   */
  async ephemeralAfter(
    memberId: string,
    action: () => Promise<unknown>,
    timeoutMs = 10_000,
  ): Promise<string> {
    const abort = new AbortController();
    const timer = setTimeout(() => abort.abort(new Error("No ephemeral message came")), timeoutMs);
    try {
      const response = await fetch(`${this.url}/events`, { headers: this.headers(), signal: abort.signal });
      if (!response.ok || !response.body) throw new Error(`Control API: events answered ${response.status}`);
      const acted = action();
      for await (const event of serverSentEvents(response.body)) {
        const { type, recipients, message } = event as WorkspaceEvent;
        if (type === "ephemeral" && message && recipients?.includes(memberId)) {
          await acted;
          return message.text;
        }
      }
      throw new Error("The local workspace closed its event stream");
    } finally {
      clearTimeout(timer);
      abort.abort();
    }
  }

  private headers(): Record<string, string> {
    return { authorization: `Bearer ${this.token}` };
  }

  private async call<T>(method: string, path: string, body?: unknown): Promise<T> {
    const response = await fetch(`${this.url}${path}`, {
      method,
      headers: { ...this.headers(), ...(body ? { "content-type": "application/json" } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`Control API: ${method} ${path} answered ${response.status} ${text}`);
    return (text ? JSON.parse(text) : undefined) as T;
  }
}

/** The JSON data of each server-sent event in a body. */
async function* serverSentEvents(body: ReadableStream<Uint8Array>): AsyncGenerator<unknown> {
  const decoder = new TextDecoder();
  let buffered = "";
  for await (const chunk of body) {
    buffered += decoder.decode(chunk, { stream: true });
    let end = buffered.indexOf("\n\n");
    while (end >= 0) {
      const data = buffered
        .slice(0, end)
        .split("\n")
        .filter((line) => line.startsWith("data:"))
        .map((line) => line.slice(5).trimStart())
        .join("\n");
      buffered = buffered.slice(end + 2);
      if (data) yield JSON.parse(data);
      end = buffered.indexOf("\n\n");
    }
  }
}
