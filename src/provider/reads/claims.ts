/**
 * What the resources of one process say is theirs, so that no two of them have one object, or undo each other, without a
 * word. Terraform plans them in any order, so whoever comes second is told.
 */
export class Claims {
  /** Ids of messages that were made or taken over. */
  readonly made = new Set<string>();
  /** Ids of messages that plans will take over. */
  readonly found = new Set<string>();
  private readonly inState = new Set<string>();
  private readonly wanted = new Set<string>();
  private readonly insiders = new Map<string, "in" | "out">();

  /**
   * To be called when what is in state is planned.
   * @returns who else has or wants it
   */
  hold(object: string): "nobody" | "state" | "plan" {
    if (this.wanted.has(object)) return "plan";
    if (this.inState.has(object)) return "state";
    this.inState.add(object);
    return "nobody";
  }

  /**
   * To be called when something new is planned.
   * @returns whether nobody else has or wants it
   */
  want(object: string): boolean {
    if (this.wanted.has(object) || this.inState.has(object)) return false;
    this.wanted.add(object);
    return true;
  }

  /**
   * To be called when somebody is to be in a channel, or to be taken out of it.
   * @returns whether another resource plans the opposite
   */
  place(channelId: string, userId: string, where: "in" | "out"): boolean {
    const key = `${channelId}/${userId}`;
    const before = this.insiders.get(key);
    this.insiders.set(key, before ?? where);
    return before !== undefined && before !== where;
  }
}
