/** Bots among the people of a plan: they are let in, and nobody counts them. */

const mark = "the bot ";

/** What a bot is called where people are called by their addresses. */
export function botNamed(name: string): string {
  return `${mark}${name}`;
}

/** Whether this is a bot: no address holds a space. */
export function isBot(person: string): boolean {
  return person.startsWith(mark);
}
