/** Turns what the client throws into what Terraform shows. */
import type { PumbleConfigError, PumbleError } from "../client";
import type { ErrorKind } from "../pumble/errors";
import { ProxyVariableError } from "../pumble/proxies";
import { callProblems, narrowKeyProblems } from "./problems/calls";
import { configurationProblems } from "./problems/configuration";

/** Tells the client's errors by their shape, so that the client need not be loaded to ask. */
function isPumbleError(error: unknown): error is PumbleError {
  return error instanceof Error && "kind" in error && "action" in error && "nextStep" in error;
}

/** Whether a call failed for this reason. */
export function failedAs(error: unknown, kind: ErrorKind): boolean {
  return isPumbleError(error) && error.kind === kind;
}

/**
 * A client error as a diagnostic; anything else as it is, for it is a bug of ours.
 * @param title heading; default is what was being done, to which object
 */
export function explain(error: unknown, title?: string): unknown {
  if (!isPumbleError(error)) return error;
  const tried = `Cannot ${error.action}`;
  const reason = error.message.startsWith(`${tried}: `)
    ? error.message.slice(tried.length + 2)
    : error.message;
  const sentence = `${reason[0]!.toUpperCase()}${reason.slice(1)}`;
  const values = { title: title ?? tried, reason: /[.!?]$/.test(sentence) ? sentence : `${sentence}.` };
  const { narrowed } = error;
  if (narrowed) return narrowKeyProblems.key_too_narrow({ ...values, advice: narrowed });
  return callProblems[error.mayHaveHappened ? "unknown_outcome" : error.kind](values);
}

/** Runs calls of the client and explains their failure. */
export async function explained<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw explain(error);
  }
}

/** Attributes of the provider, by the client's option. */
const configAttributes: Record<string, string> = {
  apiKey: "api_key",
  baseUrl: "base_url",
  maxRequestsPerMinute: "max_requests_per_minute",
};

/** Makes a client, and says which attribute of the provider keeps it from being made. */
export function explainConfig<T>(make: () => T): T {
  try {
    return make();
  } catch (error) {
    if (error instanceof ProxyVariableError) {
      throw configurationProblems.proxy_invalid({ variable: error.variable });
    }
    const { title, nextStep, option } = error as Partial<PumbleConfigError>;
    if (!title || !nextStep || !option) throw error;
    const attribute = configAttributes[option] ?? option;
    throw configurationProblems.setting_invalid(
      { fault: title, attribute, advice: `${nextStep}.` },
      attribute,
    );
  }
}
