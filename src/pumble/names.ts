/** Longest channel name, in characters. */
export const channelNameMax = 80;
/** Longest channel description, in characters. */
export const channelDescriptionMax = 250;

const channelNamePattern = /^[\p{L}0-9_\-\s]+$/u;

/** A channel name as Pumble stores it: NFC, lower case, each space a `-`. Unicode letters stay. */
export function normalizeChannelName(name: string): string {
  return name.trim().toLowerCase().normalize("NFC").replace(/\s/g, "-");
}

/** Why Pumble would refuse this channel name, or null when it would take it. */
export function channelNameProblem(name: string): string | null {
  const composed = name.trim().normalize("NFC");
  const length = [...composed].length;
  if (length === 0) return "must not be empty";
  if (length > channelNameMax) return `must have at most ${channelNameMax} characters, has ${length}`;
  if (!channelNamePattern.test(composed)) return "may only contain letters, digits, spaces, '-' and '_'";
  return null;
}
