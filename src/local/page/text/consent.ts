/** Links to the consent screen of this very workspace. */

/** Such a link says who asks, so that the screen opens for them; every other link stays as it is. */
export function withAsker(url: string, origin: string, memberId: string): string {
  if (!URL.canParse(url)) return url;
  const parsed = new URL(url);
  if (parsed.origin !== origin || parsed.pathname !== "/access-request" || memberId === "") return url;
  parsed.searchParams.set("member", memberId);
  return parsed.href;
}
