import { defineProblems } from "../../terraform";

export const functionProblems = defineProblems({
  function_channel_name: {
    title: 'The channel name "{name}" {fault}',
    cause: "Pumble would refuse it.",
    nextStep: "Use 1 to 80 letters, digits, spaces, - and _.",
    attribute: "name",
  },
  function_markdown: {
    title: "The Markdown cannot be sent as it is meant.",
    cause: "{faults}",
    nextStep: "Change the Markdown at each place that is named.",
    attribute: "markdown",
  },
  function_markdown_empty: {
    title: "The Markdown shows nothing.",
    cause: "Pumble takes no empty message, and a definition of a link alone is one.",
    nextStep: "Write at least one word.",
    attribute: "markdown",
  },
  function_mention_id: {
    title: 'The id given for {name} is "{id}"',
    cause: "A Pumble id has 24 hex digits.",
    nextStep: "Take it from a data source, such as data.pumble_users.all.ids_by_email.",
  },
  function_user_id: {
    title: '"{id}" is not a user id.',
    cause: "A Pumble id has 24 hex digits.",
    nextStep: "Take it from a resource or data source, such as data.pumble_user.ada.id.",
    attribute: "id",
  },
  function_channel_id: {
    title: '"{id}" is not a channel id.',
    cause: "A Pumble id has 24 hex digits.",
    nextStep: "Take it from a resource or data source, such as pumble_channel.ops.id.",
    attribute: "id",
  },
});
