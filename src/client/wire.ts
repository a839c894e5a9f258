/** One operation's request as it goes out, and its answer as it comes back. */
import type { z } from "zod";
import {
  errorKindHeader,
  errorKindOf,
  errorText,
  type OperationInput,
  type OperationName,
  type OperationOutput,
  operations,
  redactApiKeys,
} from "../pumble";
import { version } from "../pumble/version";
import { describeCall } from "./describe";
import { type CallName, PumbleAnswerError, PumbleContractError, PumbleInputError } from "./errors";
import type { TransportRequest, TransportResponse } from "./transports/transport";

/** Where calls go and in whose name. */
export interface Endpoint {
  /** Without a slash at the end. */
  baseUrl: string;
  apiKey: string;
}

/** A validated call, ready to be sent any number of times. */
export interface PreparedCall<Name extends OperationName = OperationName> {
  name: Name;
  /** `create channel "ops"` */
  action: string;
  input: OperationInput<Name>;
  request: Omit<TransportRequest, "timeoutMs" | "signal">;
}

/** @throws {PumbleInputError} naming the field that is wrong */
export function prepare<Name extends OperationName>(
  name: Name,
  input: OperationInput<Name>,
  endpoint: Endpoint,
): PreparedCall<Name> {
  const operation = operations[name];
  const action = describeCall(name, input ?? {});
  const parsed = operation.input.safeParse(input ?? {});
  if (!parsed.success) {
    const { field, text } = firstIssue(parsed.error);
    throw new PumbleInputError({ operation: name, action, detail: text }, field);
  }
  const headers = headersOf(endpoint, operation.method);
  let url = `${endpoint.baseUrl}/${name}`;
  let body: string | undefined;
  if (operation.method === "POST") {
    body = JSON.stringify(parsed.data);
  } else {
    const query = queryOf(parsed.data);
    if (query) url += `?${query}`;
  }
  const request = { method: operation.method, url, headers, ...(body !== undefined && { body }) };
  return { name, action, input: parsed.data as OperationInput<Name>, request };
}

/** What every request says of itself. */
export function headersOf({ apiKey }: Endpoint, method: string): Record<string, string> {
  return {
    ApiKey: apiKey,
    Accept: "application/json",
    "User-Agent": `pumble-iac/${version}`,
    ...(method === "POST" && { "Content-Type": "application/json" }),
  };
}

function queryOf(input: Record<string, unknown>): string {
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries(input)) if (value !== undefined) query.set(key, String(value));
  return query.toString();
}

/** An answer with the status of success that cannot be read: cut short, or another server's page. */
export class UnreadableAnswer extends PumbleContractError {
  override name = "UnreadableAnswer";
}

/**
 * The value that an answer holds.
 * @throws {PumbleAnswerError} when Pumble says no
 * @throws {PumbleContractError} when the answer does not fit, naming the field
 */
export function readAnswer<Name extends OperationName>(
  call: PreparedCall<Name>,
  response: TransportResponse,
): OperationOutput<Name> {
  return parsedAnswer(call, operations[call.name].output, response) as OperationOutput<Name>;
}

/** What an answer is read for: enough to say what went wrong. */
type Asked = Pick<PreparedCall, "action" | "request"> & { name: CallName };

/**
 * The value that an answer holds by this schema; undefined without one.
 * @throws as `readAnswer` does
 */
export function parsedAnswer(call: Asked, output: z.ZodType | null, response: TransportResponse): unknown {
  const { name: operation, action } = call;
  const { status } = response;
  if (status < 200 || status > 299) throw refusal(call, response);
  if (output === null) return undefined;
  const body = parseJson(response.body);
  if (body === undefined) {
    const detail = `not JSON, ${glimpse(call, response.body)}`;
    throw new UnreadableAnswer({ operation, action, status, detail });
  }
  const parsed = output.safeParse(body);
  if (!parsed.success) {
    const { field, text } = firstIssue(parsed.error);
    throw new PumbleContractError({ operation, action, status, detail: `field ${text}` }, field);
  }
  return parsed.data;
}

function refusal(call: Asked, response: TransportResponse): PumbleAnswerError {
  const body = parseJson(response.body);
  const kind = errorKindOf(response.status, body, response.header(errorKindHeader));
  const text = errorText(body);
  const where = response.status < 400 ? response.header("location") : null;
  const location = where && withoutKey(call, where);
  const said = text === null ? glimpse(call, response.body) : withoutKey(call, text);
  return new PumbleAnswerError({
    kind,
    operation: call.name,
    action: call.action,
    status: response.status,
    detail: location ? `it redirects to ${location}` : said,
    ...(location && { location }),
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The beginning of a body that nobody expected. */
function glimpse(call: Asked, body: string): string {
  if (body.trim() === "") return "the answer is empty";
  const start = withoutKey(call, body.trim()).slice(0, 60).replace(/\s+/g, " ");
  return `the answer begins with ${JSON.stringify(start)}`;
}

/** Some servers echo what they were sent, which may also bring a key. */
function withoutKey(call: Asked, text: string): string {
  return redactApiKeys(text.replaceAll(call.request.headers["ApiKey"]!, "…"));
}

/** The first thing that is wrong, and where. */
export function firstIssue(error: z.core.$ZodError): { field: string; text: string } {
  const issue = error.issues[0]!;
  const field = issue.path
    .map((part) => (typeof part === "number" ? `[${part}]` : `.${String(part)}`))
    .join("")
    .replace(/^\./, "");
  return { field, text: field === "" ? issue.message : `${field}: ${issue.message}` };
}
