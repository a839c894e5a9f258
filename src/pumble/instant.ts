/** Times as text: RFC 3339, as configurations and Terraform's functions write them. */
import { sendAtMax } from "./recurrence";

const rfc3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;

/** Epoch milliseconds of an RFC 3339 time. */
export function epochMs(text: string): number {
  return Date.parse(text);
}

/** A time as Terraform's functions write it: RFC 3339 in UTC, a fraction only when there is one. */
export function rfcTime(ms: number): string {
  return new Date(ms).toISOString().replace(".000Z", "Z");
}

/** Whether two RFC 3339 times are the same moment. */
export function sameInstant(one: string, other: string): boolean {
  return epochMs(one) === epochMs(other);
}

/** Why a text is no RFC 3339 time that Pumble can hold, or undefined when it is one. */
export function instant(text: string): string | undefined {
  if (!rfc3339.test(text) || Number.isNaN(epochMs(text))) {
    return `must be a time such as 2030-01-31T09:00:00Z or 2030-01-31T09:00:00+01:00, but is ${JSON.stringify(text)}`;
  }
  return epochMs(text) > sendAtMax ? `must not be after ${rfcTime(sendAtMax)}` : undefined;
}
