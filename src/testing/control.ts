/** The control API of a local workspace: what members do by hand, the clock, faults. */

export class Control {
  constructor(
    private readonly url: string,
    private readonly token: string,
  ) {}

  /** @throws Error with what was asked and what the workspace answered */
  async call<T = void>(method: "GET" | "POST" | "DELETE", path: string, body?: object): Promise<T> {
    const response = await fetch(`${this.url}${path}`, {
      method,
      headers: { authorization: `Bearer ${this.token}`, ...(body && { "content-type": "application/json" }) },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) {
      const asked = [method, path, ...(body ? [JSON.stringify(body)] : [])].join(" ");
      throw new Error(`The local workspace refused ${asked}: ${reasonIn(text)}`);
    }
    return (text ? JSON.parse(text) : undefined) as T;
  }
}

/** The sentence in an answer, or all of it where it has none. */
function reasonIn(text: string): string {
  try {
    return (JSON.parse(text) as { message?: string }).message ?? text;
  } catch {
    return text;
  }
}
