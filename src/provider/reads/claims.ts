/**
 * What the resources of one process say is theirs, so that no two of them have one object, or undo each other, without a
 * word. Terraform plans them in any order, so whoever comes second is told.
 */
export class Claims {
  /** What was made or taken over: ids of messages, and other objects as `hold` has them. */
  readonly made = new Set<string>();
  /** Ids of messages that plans will take over. */
  readonly found = new Set<string>();
  private readonly inState = new Set<string>();
  private readonly wanted = new Set<string>();
  private readonly rooms = new Map<string, Room>();
  /** Objects, as `hold` has them, that this apply has put or found where they are to be. */
  private readonly staying = new Set<string>();
  private readonly departures = new Map<string, Promise<unknown>>();

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
   * To be called before a message, or the like, is taken back: from then on nobody takes it over.
   * @returns whether nobody has taken it over in this apply, as one may that is made before the other is destroyed
   */
  giveUp(id: string): boolean {
    if (this.made.has(id)) return false;
    this.made.add(id);
    return true;
  }

  /** To be called with those who are to be in a channel. @returns those of them whom another resource takes out */
  enter(channelId: string, ids: readonly string[]): string[] {
    const { inside, doors } = this.roomOf(channelId);
    for (const id of ids) inside.add(id);
    return ids.filter((id) => doors.some((takesOut) => takesOut(id)));
  }

  /** To be called with who is taken out of a channel. @returns those of them whom another resource wants in it */
  leave(channelId: string, takesOut: (id: string) => boolean): string[] {
    const { inside, doors } = this.roomOf(channelId);
    doors.push(takesOut);
    return [...inside].filter(takesOut);
  }

  /**
   * To be called by an apply before it looks which of these are there already: from then on nobody takes them back.
   * What is just being taken back is waited for.
   */
  async stay(objects: readonly string[]): Promise<void> {
    for (const object of objects) this.staying.add(object);
    await Promise.allSettled(objects.map((object) => this.departures.get(object)));
  }

  /** Takes an object back, unless another resource has come to have it in this apply. */
  async depart(object: string, takeBack: () => Promise<unknown>): Promise<void> {
    if (this.staying.has(object)) return;
    const departure = takeBack();
    this.departures.set(object, departure);
    await departure;
  }

  private roomOf(channelId: string): Room {
    const room = this.rooms.get(channelId) ?? { inside: new Set(), doors: [] };
    this.rooms.set(channelId, room);
    return room;
  }
}

/** A channel as its members are planned. */
interface Room {
  readonly inside: Set<string>;
  readonly doors: ((id: string) => boolean)[];
}
