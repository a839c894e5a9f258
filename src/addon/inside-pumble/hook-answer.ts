import type { HookResponse } from "../../platform/responses";

/** What is answered to a hook. */
export interface HookAnswer {
  status: 200 | 400 | 500;
  body: HookResponse;
}
