/** What each construct tells of itself, as references. */
import { TerraformOutput, type TerraformStack } from "cdktf";
import { expect, test } from "vitest";
import {
  PumbleAnnouncement,
  PumbleApiKey,
  PumbleApiKeys,
  PumbleChannels,
  PumbleMember,
  PumbleMessages,
  PumbleSchedule,
  PumbleSearch,
  PumbleUser,
  PumbleUserGroups,
  PumbleUsers,
} from "../../constructs";
import { hiddenPluginText } from "../../constructs/plugin";
import { synth } from "./synth";

const channel = "5f0c1d2e3a4b5c6d7e8f9a0b";

/** The references that a value becomes. */
function told(value: (stack: TerraformStack) => unknown): unknown {
  const { output } = synth((stack) => {
    new TerraformOutput(stack, "told", { value: value(stack), sensitive: true });
  });
  return output?.told?.value;
}

test.each<[what: string, value: (stack: TerraformStack) => unknown, references: unknown]>([
  [
    "an announcement",
    (stack) => {
      const { id, channelId } = new PumbleAnnouncement(stack, "x", { channel, text: "x" });
      return { id, channelId };
    },
    { id: "${pumble_message.x.id}", channelId: "${pumble_message.x.channel_id}" },
  ],
  [
    "a schedule",
    (stack) => {
      const props = { channel, text: "x", sendAt: "2035-01-31T09:00:00Z" };
      const { id, nextSendAt } = new PumbleSchedule(stack, "x", props);
      return { id, nextSendAt };
    },
    { id: "${pumble_scheduled_message.x.id}", nextSendAt: "${pumble_scheduled_message.x.next_send_at}" },
  ],
  [
    "a member",
    (stack) => new PumbleMember(stack, "x", { channel, user: "ada@example.com" }).userId,
    "${pumble_channel_member.x.user_id}",
  ],
  ["an API key", (stack) => new PumbleApiKey(stack, "x", { name: "x" }).id, "${pumble_api_key.x.id}"],
  [
    "a user",
    (stack) => {
      const { id, email, name, mention, timeZone } = PumbleUser.current(stack, "me");
      return { id, email, name, mention, timeZone };
    },
    {
      ...Object.fromEntries(
        ["id", "email", "name"].map((one) => [one, `\${data.pumble_current_user.me.${one}}`]),
      ),
      mention: "<<@${data.pumble_current_user.me.id}>>",
      timeZone: "${data.pumble_current_user.me.time_zone}",
    },
  ],
  [
    "a data source",
    (stack) => {
      const groups = new PumbleUserGroups(stack, "groups");
      const users = new PumbleUsers(stack, "users");
      return {
        channels: new PumbleChannels(stack, "channels").channels,
        keys: new PumbleApiKeys(stack, "keys").keys,
        messages: new PumbleMessages(stack, "messages", { channel }).messages,
        hits: new PumbleSearch(stack, "search", { text: "x" }).messages,
        ...{ users: users.users, ids: users.idsByEmail, groups: groups.groups },
        ...groups.handle("on-call"),
      };
    },
    {
      channels: "${data.pumble_channels.channels.channels}",
      keys: "${data.pumble_api_keys.keys.keys}",
      messages: "${data.pumble_messages.messages.messages}",
      hits: "${data.pumble_search.search.messages}",
      users: "${data.pumble_users.users.users}",
      ids: "${data.pumble_users.users.ids_by_email}",
      groups: "${data.pumble_user_groups.groups.groups}",
      id: '${data.pumble_user_groups.groups.ids_by_handle["on-call"]}',
      mention: '<<&${data.pumble_user_groups.groups.ids_by_handle["on-call"]}>>',
    },
  ],
])("%s tells what it has", (_, value, references) => {
  expect(told(value)).toEqual(references);
});

test("who hides the plugin is told what to write, and what would do as well where there is a mirror", () => {
  const block = `  filesystem_mirror {
    path    = "terraform.d/plugins"
    include = ["registry.terraform.io/pumble-iac/*"]
  }

and into its other methods: exclude = ["registry.terraform.io/pumble-iac/*"]`;
  const head = `rc has a provider_installation block:
Terraform looks where that says, and not into terraform.d/plugins, where the
plugin is.`;
  expect(hiddenPluginText({ file: "rc", perhapsMirrored: false })).toBe(
    `${head}\nPut first in that block:\n\n${block}`,
  );
  expect(hiddenPluginText({ file: "rc", perhapsMirrored: true })).toMatch(
    /plugin is\.\nUnless its mirror has registry\.terraform\.io\/pumble-iac\/pumble \d+\.\d+\.\d+,\nput first in that block:\n/,
  );
});
