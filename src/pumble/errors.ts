/**
 * What a failed call means. Pumble's API answers 403 for nearly everything, so status alone does not tell: one table
 * reads status and body together. Client error classes, addon answers, Terraform diagnostics and docs derive from it.
 */

/** `title` heads a diagnostic, `reason` ends the sentence "Cannot do this: …", `nextStep` says what to do. */
export const errorKinds = {
  not_authenticated: {
    title: "The API key was not accepted",
    reason: "the API key was not accepted",
    nextStep:
      "Get a key in Pumble: open the API app and choose “Add API key”, or type `/api-keys generate`. Then set PUMBLE_API_KEY.",
  },
  not_allowed: {
    title: "Not allowed",
    reason: "not allowed",
    nextStep:
      "The key acts as the member who made it. Ask for access in Pumble, or use a key of a member who has it.",
  },
  not_found: {
    title: "Not found",
    reason: "not found",
    nextStep: "Check the id or name, and that the key's owner can see it in Pumble.",
  },
  invalid: {
    title: "Refused as invalid",
    reason: "refused as invalid",
    nextStep: "Correct the value that the message names.",
  },
  taken: {
    title: "The name is already taken",
    reason: "name is already taken",
    nextStep: "Choose another name, or take over what exists (import it, or set adopt_existing = true).",
  },
  rate_limited: {
    title: "Too many requests",
    reason: "too many requests",
    nextStep: "Wait a minute, or lower the rate.",
  },
  unavailable: {
    title: "Pumble cannot be reached",
    reason: "no usable answer",
    nextStep: "Check the base URL and the network, then try again.",
  },
  addon_unavailable: {
    title: "The addon cannot work at the moment",
    reason: "the addon cannot work at the moment",
    nextStep:
      "Nothing was done. Try again soon; if it stays so, ask who runs the addon: its log says what is wrong.",
  },
  protocol_changed: {
    title: "Unexpected answer",
    reason: "unexpected answer",
    nextStep:
      "The answer does not fit the documented API. Check that the base URL is right, and update pumble-iac.",
  },
} as const;

/** A write after which nobody answered, and that reading back could not find: added to whatever `kind` it failed with. */
export const unknownOutcome = {
  reason: "it may have happened all the same",
  nextStep: "Look in Pumble whether it is there before you try again.",
} as const;

/** What to do when the server itself says how long to wait, and that is too long for a call. */
export function nextStepOfWait(waitMs: number): string {
  const minutes = Math.ceil(waitMs / 60_000);
  const hours = Math.ceil(minutes / 60);
  const time = minutes < 120 ? `${minutes} minutes` : `${hours} hours`;
  return `The server asks to wait ${time}, which is longer than a call waits: try again after that.`;
}

export type ErrorKind = keyof typeof errorKinds;

/** The two error bodies: the addon's own, and the platform's passed through. */
export type ErrorBody =
  | { error: string }
  | { message: string; localizedMessage?: string | undefined; code?: number | undefined };

/** The response header in which our addon names the kind, so that clients of ours need not guess. */
export const errorKindHeader = "x-pumble-error";

/** Platform error codes. `code / 1000` looks like the status the platform itself answered. */
export const errorCodes = { invalid: 400_000, notAllowed: 403_000, notFound: 404_100 } as const;

const texts: readonly [RegExp, ErrorKind][] = [
  [/api[ -]?key/i, "not_authenticated"],
  [/already taken/i, "taken"],
  [/could not find|not found/i, "not_found"],
  [/invalid|must (not )?be|must have|allowed values|required|not valid/i, "invalid"],
];

const statuses: Record<number, ErrorKind> = {
  400: "invalid",
  401: "not_authenticated",
  403: "not_allowed",
  404: "not_found",
  408: "unavailable",
  409: "taken",
  422: "invalid",
  429: "rate_limited",
};

/** The text of an error body, or null when the body is neither of the two shapes. */
export function errorText(body: unknown): string | null {
  if (typeof body !== "object" || body === null) return null;
  const { error, message, localizedMessage } = body as Record<string, unknown>;
  for (const text of [error, message, localizedMessage]) if (typeof text === "string") return text;
  return null;
}

/**
 * The meaning of a failed answer.
 * @param body the parsed JSON body, or undefined when it is empty or not JSON
 * @param header value of the `x-pumble-error` header, if any
 */
export function errorKindOf(status: number, body: unknown, header?: string | null): ErrorKind {
  if (header && Object.hasOwn(errorKinds, header)) return header as ErrorKind;
  if (status >= 500) return "unavailable";
  if (status === 403) return kindOf403(body);
  // Not in Pumble's words: some other server's 404, which says nothing about the object.
  if (status === 404 && errorText(body) === null) return "protocol_changed";
  return statuses[status] ?? "protocol_changed";
}

function kindOf403(body: unknown): ErrorKind {
  const code = (body as { code?: unknown } | null | undefined)?.code;
  const text = errorText(body) ?? "";
  for (const [pattern, kind] of texts) if (pattern.test(text)) return kind;
  if (typeof code === "number") return statuses[Math.floor(code / 1000)] ?? "not_allowed";
  return "not_allowed";
}
