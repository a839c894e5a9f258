/** Finds the ids behind the names that a Markdown text mentions. Each function answers undefined for an unknown name. */
export interface MentionResolver {
  /** A member's id by e-mail address or id. */
  resolveUser(emailOrId: string): string | undefined;
  /** A channel's id by its name as Pumble stores it: lower case, `-` for spaces. */
  resolveChannel(name: string): string | undefined;
  /** A user group's id by its handle, without the `@`. Without this function no handle is known. */
  resolveGroup?(handle: string): string | undefined;
}

/** What a mention stands for. Without an id, the name is unknown. */
export type Mention =
  | { type: "user" | "channel" | "usergroup"; id: string | undefined }
  | { type: "broadcast"; range: "here" | "channel" };

/** A resolver that asks for each name once. */
export class Directory {
  private readonly known = new Map<string, string | undefined>();

  constructor(private readonly resolver: MentionResolver) {}

  user(emailOrId: string): string | undefined {
    return this.once(`@${emailOrId}`, () => this.resolver.resolveUser(emailOrId));
  }

  channel(name: string): string | undefined {
    return this.once(`#${name}`, () => this.resolver.resolveChannel(name));
  }

  group(handle: string): string | undefined {
    return this.once(`&${handle}`, () => this.resolver.resolveGroup?.(handle));
  }

  private once(key: string, resolve: () => string | undefined): string | undefined {
    if (!this.known.has(key)) this.known.set(key, resolve());
    return this.known.get(key);
  }
}
