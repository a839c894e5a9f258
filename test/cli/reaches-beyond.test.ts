import { describe, expect, it } from "vitest";
import { reachesBeyond } from "../../src/cli/running/reaches-beyond";
import { providerSource } from "../../src/pumble/provider-address";
import { readTerraformPlan } from "../../src/review";

const changed = (address: string, provider_name: string, ...actions: string[]) => ({
  ...{ address, provider_name, mode: "managed", type: address.split(".")[0], name: "a" },
  change: { actions: actions.length > 0 ? actions : ["create"] },
});
const runs = (address: string, ...interpreter: string[]) => ({
  address,
  provisioners: [
    {
      type: "local-exec",
      expressions: {
        command: { constant_value: "x" },
        ...(interpreter.length > 0 ? { interpreter: { constant_value: interpreter } } : {}),
      },
    },
  ],
});

function beyond(resource_changes: object[], resources: object[] = [], modules: object = {}): string[] {
  const root_module = { resources, module_calls: modules };
  return reachesBeyond(
    readTerraformPlan(
      JSON.stringify({ format_version: "1.2", resource_changes, configuration: { root_module } }),
    ),
  );
}

const aws = "registry.terraform.io/hashicorp/aws";

it("Pumble's own, what only a state holds, and scripts may take part", () => {
  const changes = [
    changed("pumble_channel.a", providerSource),
    changed("terraform_data.a", "terraform.io/builtin/terraform"),
    changed("null_resource.a", "registry.terraform.io/hashicorp/null"),
    changed("random_id.a", "registry.opentofu.org/hashicorp/random"),
  ];
  const scripts = [
    runs("terraform_data.script", "node", "pumble-scripts/run.cjs"),
    runs("terraform_data.file", "node", "/x/pumble.js", "run", "--input-env", "PUMBLE_SCRIPT_INPUT"),
    { address: "pumble_channel.a" },
  ];
  expect(beyond(changes, scripts)).toEqual([]);
});

it.each([
  ["an object of another provider", [changed("aws_s3_bucket.a", aws)], [`aws_s3_bucket.a of ${aws}`]],
  [
    "one that is replaced",
    [changed("aws_s3_bucket.a", aws, "delete", "create")],
    [`aws_s3_bucket.a of ${aws}`],
  ],
  [
    "one of somebody else's null",
    [changed("null_a.a", "example.com/x/null")],
    ["null_a.a of example.com/x/null"],
  ],
  ["no object that stays as it is", [changed("aws_s3_bucket.a", aws, "no-op")], []],
  ["none that is only read", [changed("data.aws_ami.a", aws, "read")], []],
])("names %s", (_, changes, named) => {
  expect(beyond(changes)).toEqual(named);
});

it.each([
  ["in a shell", runs("terraform_data.a")],
  ["of another program", runs("terraform_data.a", "bash", "-c")],
  ["on another machine", { address: "terraform_data.a", provisioners: [{ type: "remote-exec" }] }],
])("names a command %s", (_, resource) => {
  expect(beyond([], [resource])).toEqual(["a command at terraform_data.a"]);
});

it("names an action of another provider, and none of Pumble's", () => {
  const action = (address: string, provider_name: string) => ({
    address,
    provider_name,
    type: "a",
    name: "a",
  });
  const action_invocations = [
    action("action.pumble_send_message.a", providerSource),
    action("action.aws_lambda_invoke.a", aws),
  ];
  const plan = readTerraformPlan(JSON.stringify({ format_version: "1.2", action_invocations }));
  expect(reachesBeyond(plan)).toEqual([`action.aws_lambda_invoke.a of ${aws}`]);
});

describe("a provider of Pumble's", () => {
  const named = (base_url: object | undefined, value: unknown = null, more: object = {}) => {
    const pumble = { full_name: providerSource, expressions: base_url ? { base_url } : {}, ...more };
    const configuration = { provider_config: { pumble } };
    const plan = { format_version: "1.2", configuration, variables: { url: { value } } };
    return reachesBeyond(readTerraformPlan(JSON.stringify(plan)));
  };
  const real = ["the provider pumble with a base_url of its own"];
  const byVariable = { references: ["var.url"] };

  it.each<[string, string[], string[]]>([
    ["says itself where the API is", named({ constant_value: "https://addon.example" }), real],
    ["has it from a variable", named(byVariable, "https://addon.example"), real],
    ["has it from a variable of a module", named(byVariable, null, { module_address: "module.a" }), real],
    ["has it from a local value", named({ references: ["local.url"] }), real],
    ["has it from an object", named({ references: ["var.url.api", "var.url"] }), real],
    ["leaves it to the environment", named(undefined), []],
    ["leaves it to a variable that is not set", named(byVariable), []],
    ["is none of Pumble's", named({ constant_value: "x" }, null, { full_name: aws }), []],
  ])("%s", (_, found, expected) => {
    expect(found).toEqual(expected);
  });
});

it("names a command in a module of a module", () => {
  const inner = { module: { resources: [runs("terraform_data.a")] } };
  expect(beyond([], [], { outer: { module: { module_calls: { inner } } } })).toEqual([
    "a command at terraform_data.a",
  ]);
});
