/** Installs the addon's app into the local workspace the way a member's browser does: OAuth, consent screen and all. */

/**
 * Follows the addon's install link, presses Allow as `memberId`, and delivers the code to the addon.
 * @throws when a step answers something else than the flow needs
 */
export async function installApp(addonUrl: string, memberId: string): Promise<void> {
  const consent = await redirectOf(
    await fetch(`${addonUrl}/install`, { redirect: "manual" }),
    "the install link",
  );
  const form = new URLSearchParams(new URL(consent).searchParams);
  form.set("member", memberId);
  form.set("decision", "allow");
  const target = new URL(consent);
  const allowed = await fetch(`${target.origin}${target.pathname}`, {
    method: "POST",
    body: form,
    redirect: "manual",
  });
  const done = await fetch(await redirectOf(allowed, "the consent screen"));
  if (!done.ok)
    throw new Error(`The addon did not take the authorisation: ${done.status} ${await done.text()}`);
}

async function redirectOf(response: Response, what: string): Promise<string> {
  const location = response.headers.get("location");
  if (response.status < 300 || response.status > 399 || !location) {
    throw new Error(`Expected ${what} to redirect, got ${response.status}: ${await response.text()}`);
  }
  return new URL(location, response.url).href;
}
