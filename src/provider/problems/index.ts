/** Every problem that the provider can have, in the order of the guide that is generated from it. */
import { ownProblems, type ProblemMaker } from "../../terraform";
import { callProblems, narrowKeyProblems, waitProblems } from "./calls";
import { channelProblems } from "./channels";
import { configurationProblems } from "./configuration";
import { functionProblems } from "./functions";
import { importProblems } from "./imports";
import { inputProblems } from "./inputs";
import { keyProblems } from "./keys";
import { memberProblems } from "./members";
import { messageProblems } from "./messages";
import { ownershipProblems } from "./ownership";
import { scheduleProblems } from "./schedules";

export const catalogue = {
  ...configurationProblems,
  ...callProblems,
  ...narrowKeyProblems,
  ...waitProblems,
  ...channelProblems,
  ...memberProblems,
  ...messageProblems,
  ...ownershipProblems,
  ...scheduleProblems,
  ...keyProblems,
  ...importProblems,
  ...inputProblems,
  ...functionProblems,
  ...ownProblems,
};

/** The code of any problem in the catalogue. */
export type ProblemCode = keyof typeof catalogue;

/** What stands together in the guide. */
export const problemSections: readonly (readonly [
  heading: string,
  problems: Readonly<Record<string, Pick<ProblemMaker, "code" | "entry">>>,
])[] = [
  ["Key and connection", configurationProblems],
  ["What Pumble answers", { ...callProblems, ...narrowKeyProblems, ...waitProblems }],
  ["Channels", channelProblems],
  ["Members and direct messages", memberProblems],
  ["What a message says", messageProblems],
  ["What this key cannot see or change", ownershipProblems],
  ["Scheduled messages", scheduleProblems],
  ["API keys", keyProblems],
  ["Import", importProblems],
  ["Configuration", inputProblems],
  ["Functions", functionProblems],
  ["Terraform and the provider", ownProblems],
];
