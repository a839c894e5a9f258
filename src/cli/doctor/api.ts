/** The API addon: its address, this machine's clock by its own, and the key. */
import { defaultBaseUrl, PumbleClient, PumbleConfigError } from "../../client";
import { type Finding, problem, right, skipped, wrong } from "../finding";
import { meantInstead, type Probe, probe } from "./address";

type Env = Readonly<Record<string, string | undefined>>;

/** Signed requests and the expiry of keys bear this much. */
const skewMaxMs = 60_000;

export async function checkApi({ PUMBLE_API_KEY: apiKey, PUMBLE_BASE_URL: given }: Env): Promise<Finding[]> {
  const baseUrl = given || defaultBaseUrl;
  const client = clientOf(apiKey, baseUrl);
  if ("finding" in client) return [client.finding];
  const found = await probe(baseUrl);
  const address = await addressFinding(baseUrl, found, given !== undefined && given !== "");
  const clock = clockFinding(found, Date.now());
  const key = client.made ? await keyFinding(client.made, baseUrl, address.ok) : missingKey;
  return [address, clock, key];
}

const missingKey = wrong(
  "API key",
  "PUMBLE_API_KEY is not set",
  "In Pumble: /api-keys generate. Then: export PUMBLE_API_KEY=…",
);

/** What is wrong with the variables themselves is found without asking anybody. */
function clientOf(
  apiKey: string | undefined,
  baseUrl: string,
): { made: PumbleClient | null } | { finding: Finding } {
  try {
    const client = new PumbleClient({ apiKey: apiKey || "none", baseUrl });
    return { made: apiKey ? client : null };
  } catch (error) {
    if (!(error instanceof PumbleConfigError)) throw error;
    const { option, title, nextStep } = error;
    return { finding: wrong(option === "baseUrl" ? "Address" : "API key", title, nextStep) };
  }
}

async function addressFinding(baseUrl: string, found: Probe, isGiven: boolean): Promise<Finding> {
  const what = "Address";
  const { kind, status, location } = found;
  if (kind === "addon") return right(what, `${baseUrl} answers${isGiven ? "" : ", the hosted addon"}`);
  if (kind === "away") {
    return wrong(
      what,
      `${baseUrl} does not answer`,
      "Check the address, the network, and the proxy if there is one.",
    );
  }
  if (kind === "broken") {
    return wrong(
      what,
      `${baseUrl} answers with status ${status}`,
      "It is in trouble itself: try again later, or see its log.",
    );
  }
  const said = {
    page: "is a page for people, not the API",
    redirect: `leads elsewhere: ${location ?? "nobody says where"}`,
    nothing: `has no API: status ${status}`,
  };
  const meant = await meantInstead(baseUrl, found);
  return wrong(
    what,
    `${baseUrl} ${said[kind]}`,
    meant ? `The API is at: export PUMBLE_BASE_URL=${meant}` : noIdea(baseUrl),
  );
}

function noIdea(baseUrl: string): string {
  const isPumble = /(^|\.)pumble\.com$/.test(new URL(baseUrl).hostname);
  return isPumble
    ? "This is Pumble itself. The hosted addon has an address of its own: unset PUMBLE_BASE_URL"
    : "Give the addon's own address, without a path. For the hosted one: unset PUMBLE_BASE_URL";
}

function clockFinding({ date }: Probe, now: number): Finding {
  if (date === null) return skipped("Clock", "not compared: no server told its time");
  const skew = now - date;
  if (Math.abs(skew) <= skewMaxMs) return right("Clock", "as the server's, to the minute");
  const minutes = Math.round(Math.abs(skew) / 60_000);
  const way = skew > 0 ? "ahead of" : "behind";
  return wrong(
    "Clock",
    `${minutes} ${minutes === 1 ? "minute" : "minutes"} ${way} the server's`,
    "Set this machine's clock, best by NTP: schedules and the expiry of keys go by it.",
  );
}

async function keyFinding(client: PumbleClient, baseUrl: string, isThere: boolean): Promise<Finding> {
  try {
    if (!isThere) return skipped("API key", "not tried: there is no API at this address");
    const { name, role } = await client.myInfo({});
    return right("API key", `acts as ${name} (${role}) at ${baseUrl}`);
  } catch (error) {
    return problem("API key", error);
  } finally {
    await client.close();
  }
}
