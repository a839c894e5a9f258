import { channelNameProblem, normalizeChannelName } from "../../pumble/names";
import { defineFunction, t } from "../../terraform";
import { functionProblems } from "../problems/functions";

export const channelNameFunction = defineFunction({
  name: "channel_name",
  summary: "A channel name as Pumble stores it.",
  description:
    'Gives the name in lower case, with `-` for each space, as Pumble stores it: `channel_name("Team Berlin")` is `team-berlin`. A name that Pumble would refuse is an error.',
  parameters: { name: { type: t.string, description: "Name as a person would write it." } },
  returns: t.string,
  call({ name }) {
    const problem = channelNameProblem(name);
    if (problem === null) return normalizeChannelName(name);
    throw functionProblems.function_channel_name({ name, fault: problem });
  },
});
