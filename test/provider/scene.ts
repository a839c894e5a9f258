/** What tests in this process share: one local workspace a file, and what members do in it by hand. */
import { afterAll, beforeAll } from "vitest";
import { startTestStack, type TestStack } from "../e2e/test-stack";
import { control } from "../support/control";
import { InProcessObject } from "./in-process-object";

type Values = Record<string, unknown>;

export interface UnitScene {
  test: TestStack;
  /** User ids by the first part of the e-mail address. */
  ids: Record<string, string>;
  /** As a member, by hand; Ada, if nobody is named. */
  act<T = unknown>(action: string, more?: Values, as?: string): Promise<T>;
  /** Calls the control API. */
  control<T = unknown>(path: string, body: Values): Promise<T>;
  object(resource: string, apiKey?: unknown): InProcessObject;
  /** An object after an apply that succeeds. */
  applied(resource: string, config: Values): Promise<InProcessObject>;
  /** A new channel of Ada's. */
  channel(type?: "PUBLIC" | "PRIVATE"): Promise<{ id: string; name: string }>;
  /** A new member. */
  member(): Promise<string>;
}

let count = 0;

export function setUnitScene(): UnitScene {
  const scene = {} as UnitScene;
  beforeAll(async () => {
    scene.test = await startTestStack();
    const users = await scene.test.client.listUsers({});
    scene.ids = Object.fromEntries(users.map((user) => [user.email.split("@")[0]!, user.id]));
  });
  afterAll(async () => {
    await scene.test?.client.close();
    await scene.test?.close();
  });
  return Object.assign(scene, {
    act: <T>(action: string, more: Values = {}, as = "ada@example.com") =>
      scene.control<T>("/act", { as, action, ...more }),
    control: <T>(path: string, body: Values) => control<T>(scene.test.stack, "POST", path, body),
    object: (resource: string, apiKey?: unknown) =>
      new InProcessObject(scene.test, `pumble_${resource}`, apiKey),
    async applied(resource: string, config: Values) {
      const object = scene.object(resource);
      const { errors } = await object.apply(config);
      if (errors.length > 0) throw new Error(errors.map(({ text }) => text).join("\n"));
      return object;
    },
    async channel(type: "PUBLIC" | "PRIVATE" = "PUBLIC") {
      const name = `unit-${++count}`;
      return { id: (await scene.test.client.createChannel({ name, type })).id, name };
    },
    async member() {
      const email = `member-${++count}@example.com`;
      await scene.act("add_user", { email, name: `Member ${count}` });
      return email;
    },
  });
}
