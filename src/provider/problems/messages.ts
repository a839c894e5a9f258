import { defineProblems } from "../../terraform";

export const messageProblems = defineProblems({
  content_missing: {
    title: "Give exactly one of text, markdown and blocks",
    cause: "None of them is set.",
    nextStep: "Set one of them.",
  },
  content_ambiguous: {
    title: "Give exactly one of text, markdown and blocks",
    cause: "Set are {names}.",
    nextStep: "Keep one of them.",
  },
  blocks_invalid: {
    title: "The message's blocks cannot be sent as they are",
    cause: "{fault}",
    nextStep: "Correct the block that is named; the list starts at [0].",
    attribute: "blocks",
  },
  markdown_refused: {
    title: "The message's markdown cannot be sent as it is",
    cause: "{faults}",
    nextStep: "Change the Markdown at each place that is named.",
    attribute: "markdown",
  },
  broadcast_refused: {
    title: "The message's {attribute} cannot be sent as it is",
    cause: "{mention} notifies many people at once.",
    nextStep: "Set allow_broadcast = true to send it.",
  },
});
