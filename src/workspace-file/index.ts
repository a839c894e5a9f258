/** A workspace kept as files: what they say, what is wrong with them, and the Terraform configuration that they are. */

export * from "./files/file-problem";
export * from "./files/place";
export { problemsJson, renderProblems } from "./files/render";
export { secretIn } from "./files/secret-look";
export { isWorkspacePath, rootFileNames } from "./files/tree";
export { type LoadOptions, type LoadResult, loadWorkspace } from "./load";
export { wallClock, workdayFrom } from "./merge/wall-clock";
export { fitsGlob } from "./rules/glob";
export {
  checkBot,
  checkMentions,
  checkPeople,
  type Mentionable,
  type MentionCheck,
  type PeopleCheck,
} from "./rules/live";
export { defaultMaxRemovedShare } from "./rules/policy";
export { recurrences } from "./shape/messages";
export { isAddress, type WorkspaceFile, workspaceJsonSchema } from "./shape/schema";
export * from "./synthesis";
export { addressName, partOf } from "./terraform/address";
export { offeredMoves, yamlKey } from "./terraform/renamed";
export { chooseEnvironment, synthesise, workingDirectoryOf } from "./terraform/synthesise";
export * from "./workspace";
