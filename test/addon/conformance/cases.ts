/** What there is to try of each operation. An operation of the table without cases does not compile. */
import type { OperationName } from "../../../src/pumble/operations/operations";
import { channelCases } from "./channels";
import { messageChangingCases } from "./messages-changing";
import { messageReadingCases } from "./messages-reading";
import { messageSendingCases } from "./messages-sending";
import type { Cases } from "./operation-cases";
import { scheduledCases } from "./scheduled";
import { userCases } from "./users";

export const cases: Cases<OperationName> = {
  ...channelCases,
  ...messageReadingCases,
  ...messageSendingCases,
  ...messageChangingCases,
  ...scheduledCases,
  ...userCases,
};
