/** What is wrong with a configuration that is no matter of one resource alone. */
import { defineProblems } from "../../terraform";

export const inputProblems = defineProblems({
  neither_set: {
    title: "Give either {names}",
    cause: "Neither of them is set.",
    nextStep: "Set one of them.",
  },
  both_set: {
    title: "Give either {names}",
    cause: "Both of them are set.",
    nextStep: "Remove one of them.",
  },
  search_empty: {
    title: "Nothing to search for",
    cause: "None of text, from and in is set.",
    nextStep: "Set at least one of them.",
  },
  search_limit: {
    title: "The most relevant messages are {max} at most",
    cause: "limit is {limit}, but Pumble's search gives one page of them.",
    nextStep: 'Set limit to {max} or less, or order = "NEWEST".',
    attribute: "limit",
  },
  search_too_early: {
    title: "Nothing was sent as early as {time}",
    cause: "Times before 1970 cannot be searched for.",
    nextStep: "Leave it out.",
  },
});
