/** How often a scheduled message can come again. */
export const recurrenceTypes = [
  "DAILY",
  "BUSINESSDAYS",
  "WEEKLY",
  "BIWEEKLY",
  "MONTHLY_NTH_WEEKDAY",
  "MONTHLY_LAST_WEEKDAY",
  "QUARTERLY_NTH_WEEKDAY",
  "QUARTERLY_LAST_WEEKDAY",
  "ANNUALLY",
] as const;

/** Latest time that a message can be scheduled for, in epoch milliseconds. */
export const sendAtMax = 4_000_000_000_000;
