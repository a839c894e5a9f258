/** The code of a reaction, as Pumble lists it, without the skin tone that it may have. */
export function withoutSkinTone(listed: string): string {
  return listed.replace(/:skin-tone-\d:$/, "");
}
