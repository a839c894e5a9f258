/** What a plan runs beside its changes, as Terraform 1.14 writes it. */
import { describe, expect, it } from "vitest";
import { readTerraformPlan, summarise } from "../../src/review";
import { ids, lists } from "./plan-json";

const action = (type: string, config_values: object, more: object = {}) => ({
  ...{ address: `action.${type}.a`, type, name: "a", provider_name: "x", config_values, ...more },
});
const told = (...action_invocations: object[]) =>
  summarise(readTerraformPlan(JSON.stringify({ format_version: "1.2", action_invocations })), {
    ...{ stack: "a", lists },
  });

describe("an action that sends a message", () => {
  const sends = (config: object, more: object = {}) =>
    told(action("pumble_send_message", { channel_id: ids.general, ...config }, more));

  it("is told, with where to", () => {
    const { status, warnings } = sends({ text: "hello" });
    expect(status).toBe("changes");
    expect(warnings).toEqual([
      {
        title: "The apply also runs an action",
        detail: "It sends a message to #general.",
        address: "action.pumble_send_message.a",
      },
    ]);
  });

  it.each([
    ["everybody in the channel", sends({ markdown: "@channel" }), { broadcast: 2, atLeast: false }],
    ["a group", sends({ text: `<<&${ids.onCall}>>` }), { broadcast: 1, atLeast: false }],
    ["one person", sends({ text: `<<@${ids.grace}>>` }), { people: 1, broadcast: 0, atLeast: false }],
    ["nobody", sends({ text: "hello" }), { people: 0, broadcast: 0, atLeast: false }],
    ["who knows whom", sends({}, { config_unknown: { text: true } }), { atLeast: true }],
    ["whom a secret says", sends({ text: "hello" }, { config_sensitive: { text: true } }), { atLeast: true }],
  ])("notifies %s", (_, { notifies }, expected) => {
    expect(notifies).toMatchObject(expected);
  });
});

it("an action of another provider is told, once for all that set it off", () => {
  const lambda = action("aws_lambda_invoke", { payload: "secret" });
  expect(told(lambda, lambda).warnings).toEqual([
    {
      title: "The apply also runs an action",
      detail: "What that does is not told here.",
      address: "action.aws_lambda_invoke.a",
    },
  ]);
});
