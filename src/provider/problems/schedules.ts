import { defineProblems } from "../../terraform";

export const scheduleProblems = defineProblems({
  schedule_past: {
    title: "A message cannot be scheduled for the past",
    cause: "send_at is {send_at}, and it is {now}.",
    nextStep: "Give a time in the future, or send the message at once with pumble_message.",
    attribute: "send_at",
  },
  schedule_without_zone: {
    title: "A time without an offset needs a time zone",
    cause: "send_at is {send_at}, which is another moment in each time zone.",
    nextStep: "Set time_zone, such as Europe/Berlin, or write the offset, such as +01:00 or Z.",
    attribute: "send_at",
  },
  schedule_done: {
    severity: "warning",
    title: "A scheduled message was already sent",
    cause: "What scheduled message {id} posted does not change with it.",
    nextStep: "Give a new send_at to schedule another one.",
  },
});
