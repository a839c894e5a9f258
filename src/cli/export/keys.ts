/** What messages and files are called: after the first words of their text. */

const longest = 40;

/** Letters and digits of the first words, in lower case, with `-` between; `message` where there are none. */
export function slugOf(text: string): string {
  const words =
    text
      .normalize("NFC")
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? [];
  const slug: string[] = [];
  for (const word of words.slice(0, 6)) {
    const chars = [...word].slice(0, longest).join("");
    if ([...slug, chars].join("-").length > longest && slug.length > 0) break;
    slug.push(chars);
  }
  return slug.join("-") || "message";
}

/** Names that are taken already. */
export class Taken {
  private readonly names = new Set<string>();

  /**
   * The name, or the first with a number behind it that is still free.
   * @param joint what stands before the number: nothing in the name of a variable
   */
  free(name: string, joint: "-" | "" = "-"): string {
    let free = name;
    for (let count = 2; this.names.has(free); count++) free = `${name}${joint}${count}`;
    this.names.add(free);
    return free;
  }
}

/**
 * Ids of channels in an app. Of an id CDKTF keeps ASCII's letters, digits, `-` and `_` as the name for Terraform, which
 * wants a letter first; two ids of which the same is kept would become one channel.
 */
export class Ids {
  private readonly kept = new Taken();

  /** The key itself where that can be. */
  of(key: string): string {
    const kept = key.replace(/[^A-Za-z0-9_-]/g, "");
    const name = /^[A-Za-z_]/.test(kept) ? kept : `channel-${kept}`.replace(/-+$/, "");
    const free = this.kept.free(name);
    return free === kept ? key : free;
  }
}
