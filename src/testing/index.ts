/** What a test imports as `pumble-iac/testing`, in Vitest, Jest and `node:test` alike. */
export type { TestChannel } from "./channel";
export type { Deployment, PlannedChange, SynthesisableApp } from "./deploy";
export {
  type Fault,
  startWorkspace,
  type TestClock,
  type TestMember,
  TestWorkspace,
  type WorkspaceOptions,
} from "./workspace";
