/** The control API of a local workspace: what members do by hand, the clock, faults. */

export class Control {
  constructor(
    private readonly url: string,
    private readonly token: string,
  ) {}

  /** @throws Error with what the workspace answered */
  async call<T = void>(method: "GET" | "POST" | "DELETE", path: string, body?: object): Promise<T> {
    const response = await fetch(`${this.url}${path}`, {
      method,
      headers: { authorization: `Bearer ${this.token}`, ...(body && { "content-type": "application/json" }) },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`The local workspace refused ${method} ${path}: ${text}`);
    return (text ? JSON.parse(text) : undefined) as T;
  }
}
