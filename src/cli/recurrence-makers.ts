/** The maker of each recurrence in `constructs`, for the code that `export` and `eject` write. */
import type { Recurrence } from "../../constructs/values/recurrence";
import type { RecurrenceType } from "../pumble/recurrence";

type Maker = Exclude<keyof typeof Recurrence, "prototype">;

export const recurrenceMakers: Readonly<Record<RecurrenceType, Maker>> = {
  DAILY: "daily",
  BUSINESSDAYS: "businessDays",
  WEEKLY: "weekly",
  BIWEEKLY: "biweekly",
  MONTHLY_NTH_WEEKDAY: "monthlyOnNthWeekday",
  MONTHLY_LAST_WEEKDAY: "monthlyOnLastWeekday",
  QUARTERLY_NTH_WEEKDAY: "quarterlyOnNthWeekday",
  QUARTERLY_LAST_WEEKDAY: "quarterlyOnLastWeekday",
  ANNUALLY: "annually",
};
