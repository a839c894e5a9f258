/** A word as a shell takes it: in quotes where it has to be. */
export function shellWord(word: string): string {
  return /^[\p{L}\p{N}_./~:@%+=-]+$/u.test(word) && !word.startsWith("-")
    ? word
    : `'${word.replaceAll("'", "'\\''")}'`;
}
