import { defineProblems } from "../../terraform";
import { destroyAnyway } from "./destroy-anyway";

export const scheduleProblems = defineProblems({
  schedule_past: {
    title: "A message cannot be scheduled for the past",
    cause: "send_at is {send_at}, and it is {now}.",
    nextStep: `Give a time in the future, send the message at once with pumble_message, or take it out of the configuration. ${destroyAnyway}`,
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
  schedule_cancelled: {
    severity: "warning",
    title: "A scheduled message was taken back before it was sent",
    cause: "The time of scheduled message {id} has passed, so nothing is sent with this change.",
    nextStep: "Give a new send_at to schedule another one.",
  },
  schedule_taken_back: {
    severity: "warning",
    title: "A scheduled message was taken back in Pumble",
    cause:
      "Scheduled message {id} was due at {due}, and nothing of it is in its channel: somebody cancelled it, or deleted what was posted.",
    nextStep: "Give a new send_at to schedule it again, or take it out of the configuration.",
  },
  schedule_archived: {
    severity: "warning",
    title: "A scheduled message cannot be sent to an archived channel",
    cause: "Scheduled message {id} is for #{channel}, which is archived, and is not scheduled any more.",
    nextStep: "Unarchive the channel in Pumble, and the next apply schedules it again.",
  },
  schedule_over: {
    title: "A recurring message would be over already",
    cause: "It starts at {send_at}, and its recurrence ends with {last}.",
    nextStep: `Give a later end, a send_at in the future, or take it out of the configuration. ${destroyAnyway}`,
    attribute: "recurrence",
  },
  schedule_rolled_forward: {
    severity: "warning",
    title: "A recurring message starts with a later time",
    cause: "Its first time, {send_at}, has passed. It is sent for the first time at {next}.",
    nextStep: "Nothing needs to be done, if that is what you want.",
    attribute: "send_at",
  },
  schedule_clocks: {
    severity: "warning",
    title: "A recurring message does not follow the clocks by itself",
    cause:
      "Pumble repeats it at the same time in UTC. When the clocks change in {zone}, at {at}, it comes at {becomes} by them.",
    nextStep: "The first apply after that puts the time right. Apply from a schedule, or around that day.",
    attribute: "time_zone",
  },
  schedule_skipped: {
    severity: "warning",
    title: "A message is scheduled for a time that no clock shows",
    cause:
      "In {zone} the clocks go from before {send_at} to after it. It is sent at {next}, when they show {shown}.",
    nextStep: "Nothing needs to be done, if that is what you want; else give another send_at.",
    attribute: "send_at",
  },
  schedule_twice: {
    severity: "warning",
    title: "A message is scheduled for a time that the clocks show twice",
    cause: "In {zone} the clocks are put back over {send_at}. It is sent the first time, at {next}.",
    nextStep: "For the second time write send_at with its offset, such as {second}.",
    attribute: "send_at",
  },
  schedule_days: {
    severity: "warning",
    title: "A recurring message is repeated by days in UTC",
    cause:
      "At this time it is another day in UTC than in {zone}, and Pumble counts weekdays and months in UTC.",
    nextStep: "Check on which days it comes, or choose a time that is the same day in both.",
    attribute: "time_zone",
  },
});
