/** Ids in the place of names that are known only when a message is sent. */
export class StandInIds {
  private readonly names: string[] = [];

  /** An id as Pumble makes them, which stands for the name. */
  of(name: string): string {
    this.names.push(name);
    return this.names.length.toString(16).padStart(24, "0");
  }

  /** The name that an id stands for; the id itself where it stands for none. */
  nameOf(id: string): string {
    return this.names[Number.parseInt(id, 16) - 1] ?? id;
  }
}
