/** The provider's settings: what they are, where each comes from, and what is wrong when the first call shows it. */
import type { PumbleConfigError, PumbleError } from "../client";
import { ProxyVariableError } from "../pumble/proxies";
import type { Problem } from "../terraform";
import type { CertificatesError } from "../terraform/process/trusted-certificates";
import { explain, failedAs, isPumbleError } from "./call-problem";
import { configurationProblems } from "./problems/configuration";

/** A setting, and whose it is: `PUMBLE_API_KEY`, or `the provider's api_key`. */
export interface Setting {
  value: string;
  source: string;
}

/**
 * What the configuration says, else what the environment does; null when neither does.
 * @throws {Problem} when the configuration says nothing in so many signs
 */
export function settingOf(attribute: string, configured: string | null, variable: string): Setting | null {
  if (configured?.trim() === "") {
    throw configurationProblems.setting_empty({ attribute, variable }, attribute);
  }
  if (configured !== null) return { value: configured, source: `the provider's ${attribute}` };
  const value = process.env[variable]?.trim();
  return value ? { value, source: variable } : null;
}

/** Attributes of the provider, by the client's option. */
const attributes: Readonly<Record<string, string>> = { apiKey: "api_key", baseUrl: "base_url" };

/**
 * Makes what needs the settings, and says which of them keeps it from being made.
 * @param sources whose each setting is, by the client's option
 */
export function explainConfig<T>(make: () => T, sources: Readonly<Record<string, string>> = {}): T {
  try {
    return make();
  } catch (error) {
    if (error instanceof ProxyVariableError) {
      throw configurationProblems.proxy_invalid({ variable: error.variable });
    }
    const { title, nextStep, option } = error as Partial<PumbleConfigError>;
    if (!title || !nextStep || !option) throw error;
    const source = sources[option]!;
    throw configurationProblems.setting_invalid(
      { fault: title, source, advice: `${nextStep}.` },
      source.startsWith("the provider's") ? attributes[option] : undefined,
    );
  }
}

/** The machine's own certificates, without which no HTTPS call is made. */
export function certificatesUnreadable({ path }: CertificatesError): Problem {
  return configurationProblems.setting_invalid({
    fault: `Cannot read the certificates in ${path}`,
    ...{ source: "NODE_EXTRA_CA_CERTS", advice: "Name a file in PEM that is there, or unset the variable." },
  });
}

interface FirstCall {
  /** Where calls go, without a slash at the end. */
  server: string;
  /** Whose the key is. */
  keySource: string;
  /** Whose the address is. */
  serverSource: string;
}

/** Why the first call failed: the key, the address, or what may befall any call. */
export function explainFirstCall(error: unknown, call: FirstCall): unknown {
  if (!isPumbleError(error)) return error;
  const { server, keySource: source } = call;
  const isElsewhere = failedAs(error, "not_found") || failedAs(error, "protocol_changed");
  const hasPath = new URL(server).pathname !== "/";
  if (isElsewhere || (error.status === 401 && hasPath)) return notAnAddon(error, call);
  if (failedAs(error, "not_authenticated")) return configurationProblems.key_refused({ server, source });
  return explain(error, error.title);
}

function notAnAddon(error: PumbleError, { server, serverSource: source }: FirstCall): Problem {
  const code = error.status === undefined ? "" : ` (${error.status})`;
  const answer = `${error.detail ?? error.title}${code}`;
  const values = { server, asked: `${server}/myInfo`, answer, source };
  return configurationProblems.server_not_addon({ ...values, advice: addressAdvice(error, server) });
}

const leadsToUs = /\/myInfo\/?$/;

function addressAdvice({ location }: PumbleError, server: string): string {
  const { origin, pathname } = new URL(server);
  if (location && leadsToUs.test(location) && URL.canParse(location)) {
    return `Set base_url (PUMBLE_BASE_URL) to ${location.replace(leadsToUs, "")}.`;
  }
  if (!location && pathname !== "/")
    return `Leave the path out: set base_url (PUMBLE_BASE_URL) to ${origin}.`;
  return "Set base_url (PUMBLE_BASE_URL) to the address of an API addon. That of a local workspace is not the workspace's own; pumble dev prints both.";
}
