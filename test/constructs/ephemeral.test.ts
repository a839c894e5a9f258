import { describe, expect, test } from "vitest";
import {
  OperationGroup,
  PumbleApiKey,
  PumbleChannel,
  PumbleGeneratedApiKey,
  PumbleProvider,
  PumbleTemporaryApiKey,
} from "../../constructs";
import { synth } from "./synth";

/** CDK Terrain refuses write-only attributes for the oldest Terraform that it is meant for, unless an app says newer. */
const anyTerraform = { skipValidation: true };

describe("an ephemeral resource", () => {
  test("makes the text of a key, which goes where only ephemeral things go", () => {
    const { ephemeral, resource } = synth(
      (stack) => {
        const made = new PumbleGeneratedApiKey(stack, "made");
        new PumbleApiKey(stack, "deploy", { name: made.id, apiKeyWo: made.apiKey, dependsOn: [made] });
      },
      true,
      anyTerraform,
    );
    expect(ephemeral).toEqual({ pumble_generated_api_key: { made: {} } });
    expect(resource.pumble_api_key!.deploy).toMatchObject({
      name: "${ephemeral.pumble_generated_api_key.made.id}",
      api_key_wo: "${ephemeral.pumble_generated_api_key.made.api_key}",
      depends_on: ["ephemeral.pumble_generated_api_key.made"],
    });
  });

  test("is opened by the provider that it is given, after what it depends on, and is the key of another", () => {
    const { ephemeral, provider: providers } = synth((stack) => {
      const provider = new PumbleProvider(stack, "other", { alias: "other" });
      const ops = new PumbleChannel(stack, "ops", { name: "ops" });
      const key = new PumbleTemporaryApiKey(stack, "key", {
        ...{ provider, dependsOn: [ops], name: "for ${now}", lifetimeSeconds: 60, readOnly: true },
        ...{ groups: [OperationGroup.MESSAGES], channels: [ops] },
      });
      new PumbleProvider(stack, "reader", { alias: "reader", apiKey: key.apiKey, baseUrl: key.expiresAt });
    });
    expect(ephemeral.pumble_api_key!.key).toEqual({
      ...{ provider: "pumble.other", depends_on: ["pumble_channel.ops"] },
      ...{ name: "for $${now}", lifetime_seconds: 60, read_only: true },
      ...{ groups: ["Messages"], channel_ids: ["${pumble_channel.ops.id}"] },
    });
    expect(providers.pumble![2]).toMatchObject({
      api_key: "${ephemeral.pumble_api_key.key.api_key}",
      base_url: "${ephemeral.pumble_api_key.key.expires_at}",
    });
  });

  test("has an address of its own below others, and nothing that was not said", () => {
    const { ephemeral } = synth((stack) => {
      const ops = new PumbleChannel(stack, "ops", { name: "ops" });
      expect(new PumbleTemporaryApiKey(ops, "key").fqn).toMatch(/^\$\{TfToken/);
    });
    const [[name, block]] = Object.entries(ephemeral.pumble_api_key!) as [[string, object]];
    expect(name).toMatch(/^ops_key_[0-9A-F]{8}$/);
    expect(block).toEqual({});
  });
});
