/** What the provider's tests share: one local workspace a file, one Terraform folder a test. */
import { afterAll, afterEach, beforeAll, beforeEach, expect } from "vitest";
import { control } from "../support/control";
import { type AttachedProvider, attachedProvider } from "./attached-provider";
import { TerraformProject } from "./terraform-project";
import { startTestStack, type TestStack } from "./test-stack";

export interface Scene {
  test: TestStack;
  project: TerraformProject;
  /** A channel that is there before every test. */
  channelId: string;
  /** User ids by the first part of the e-mail address. */
  ids: Record<string, string>;
  /** Initialises, applies, and expects that a second plan is empty. */
  applied(hcl: string): Promise<void>;
  /** Plans and expects that it fails. Answers with what Terraform says. */
  refused(hcl: string): Promise<string>;
  /** What a plan would do to each object. */
  actions(...args: string[]): Promise<string[][]>;
  /** An attribute in state. */
  value(address: string, attribute: string): Promise<unknown>;
  imported(address: string, id: string): Promise<void>;
  /** Calls the workspace's control API. */
  control<T = void>(path: string, body: object): Promise<T>;
}

/** Sets the scene for the file that calls it; with a clock of its own for the addon, if that is to be moved. */
export function setScene(addonClock?: { now(): number }): Scene {
  const scene = {} as Scene;
  let provider: AttachedProvider;
  beforeAll(async () => {
    scene.test = await startTestStack(addonClock);
    provider = await attachedProvider(scene.test.env);
    const { client } = scene.test;
    scene.channelId = (await client.createChannel({ name: "stage", type: "PUBLIC" })).id;
    const users = await client.listUsers({});
    scene.ids = Object.fromEntries(users.map((user) => [user.email.split("@")[0]!, user.id]));
  });
  afterAll(async () => {
    await provider?.stop();
    await scene.test?.close();
  });
  beforeEach(() => {
    scene.project = new TerraformProject({ ...scene.test.env, ...provider.env });
  });
  afterEach(() => scene.project.remove());
  return Object.assign(scene, {
    async applied(hcl: string) {
      const { project } = scene;
      project.write(hcl);
      await project.init();
      await project.applied();
      expect(await project.changes()).toEqual([]);
    },
    async refused(hcl: string) {
      const { project } = scene;
      project.write(hcl);
      await project.init();
      const plan = await project.plan();
      expect(plan.code).toBe(1);
      return plan.text;
    },
    async actions(...args: string[]) {
      return (await scene.project.changes(...args)).map((one) => one.change.actions);
    },
    async value(address: string, attribute: string) {
      return (await scene.project.state())[address]?.values[attribute];
    },
    async imported(address: string, id: string) {
      const { project } = scene;
      await project.init();
      await project.ok("import", "-input=false", "-no-color", address, id);
    },
    control: (path: string, body: object) => control(scene.test.stack, "POST", path, body),
  });
}
