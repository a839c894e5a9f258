/** A workspace as `pumble-iac/testing` starts it, but in this process. */
import { TestWorkspace } from "../../src/testing";
import { startTestStack } from "../e2e/test-stack";

export async function workspaceInProcess(): Promise<TestWorkspace> {
  const { stack, apiKey, close } = await startTestStack();
  return new TestWorkspace({ ...stack, apiKey, stop: close }, () => {});
}
