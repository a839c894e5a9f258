/** The control API of a local workspace: what members do by hand, its clock, limits, faults and records. */
import { Control } from "../../src/testing/control";

/** Where a workspace is controlled: it, a stack with it, or what `pumble dev` printed. */
export interface Controlled {
  readonly controlUrl: string;
  readonly controlToken: string;
}

export type ControlMethod = "GET" | "POST" | "DELETE";

/** Calls the control API; any answer but 2xx is an error that says what was asked. */
export function control<Answer = void>(
  { controlUrl, controlToken }: Controlled,
  method: ControlMethod,
  path: string,
  body?: object,
): Promise<Answer> {
  return new Control(controlUrl, controlToken).call<Answer>(method, path, body);
}

/** Does something as a member, named by id, address or name. */
export function act<Answer = unknown>(
  at: Controlled,
  as: string,
  action: string,
  fields: object = {},
): Promise<Answer> {
  return control<Answer>(at, "POST", "/act", { as, action, ...fields });
}
