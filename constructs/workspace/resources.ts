/** What the files define beside channels, with the generated bindings: their addresses are those of `pumble plan`. */
import {
  type LocalExecProvisioner,
  type TerraformDataSource,
  TerraformLocal,
  type TerraformMetaArguments,
  type TerraformProvider,
  type TerraformResource,
  TerraformStack,
} from "cdktf";
import type { Construct } from "constructs";
import type { ResourceForConstructs } from "../../src/workspace-file/for-constructs";
import { defaultProvider, environmentOf, isPumble } from "../acting-provider";
import type { L1 } from "../base/making";
import { ChannelMember } from "../bindings/channel-member";
import { ChannelMembers } from "../bindings/channel-members";
import { DataPumbleUserGroups } from "../bindings/data-pumble-user-groups";
import { DataPumbleUsers } from "../bindings/data-pumble-users";
import { Message } from "../bindings/message";
import { Reaction } from "../bindings/reaction";
import { Reply } from "../bindings/reply";
import { ScheduledMessage } from "../bindings/scheduled-message";
import { announcements } from "../posted/lines";
import { addMembership } from "../references/memberships";
import { placeOf } from "../references/places";
import { addBuiltIn } from "../script-resource";
import { installRunner, runner } from "../script-runner";
import { configOf, dependables } from "./config";

type AnyL1 = L1<TerraformMetaArguments, TerraformResource>;

const bindings: Readonly<Record<string, AnyL1>> = {
  pumble_channel_member: ChannelMember as unknown as AnyL1,
  pumble_channel_members: ChannelMembers as unknown as AnyL1,
  pumble_message: Message as unknown as AnyL1,
  pumble_reply: Reply as unknown as AnyL1,
  pumble_reaction: Reaction as unknown as AnyL1,
  pumble_scheduled_message: ScheduledMessage as unknown as AnyL1,
};

const sources: Readonly<Record<string, L1<TerraformMetaArguments, TerraformDataSource>>> = {
  pumble_users: DataPumbleUsers,
  pumble_user_groups: DataPumbleUserGroups,
};

interface Lookups {
  readonly data?: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;
  readonly locals?: Readonly<Record<string, string>>;
}

export interface FromFiles {
  readonly resource: ResourceForConstructs;
  readonly provider: TerraformProvider | undefined;
  /** Id of the channel that it belongs to. */
  readonly channelId: string;
}

/** Adds the resource, with the address that the files give it. */
export function addResource(scope: Construct, from: FromFiles): TerraformResource {
  const { resource, channelId } = from;
  const { type, name } = resource;
  const made = resource.isScript ? addScript(scope, from) : addBound(scope, from);
  made.overrideLogicalId(name);
  if (made instanceof ChannelMembers || made instanceof ChannelMember) addMembership(made, channelId);
  // What the code announces there comes after what the files do.
  if (type === "pumble_message") announcements.end(made, placeOf(channelId, TerraformStack.of(made)));
  return made;
}

function addBound(scope: Construct, { resource, provider }: FromFiles): TerraformResource {
  const { type, name, body } = resource;
  return new bindings[type]!(scope, `${type}.${name}`, { ...configOf(body), ...(provider && { provider }) });
}

/** A script runs as {@link PumbleScript}'s do: with the runner in the stack's folder, in the provider's name. */
function addScript(scope: Construct, { resource, provider }: FromFiles): TerraformResource {
  const { name, body } = resource;
  const { triggers_replace, provisioner, depends_on = [] } = body as unknown as ScriptBody;
  const [{ "local-exec": run }] = provisioner;
  const acting = isPumble(provider) ? provider : defaultProvider(scope);
  const local: LocalExecProvisioner = {
    type: "local-exec",
    interpreter: [...runner],
    command: run.command,
    environment: { ...run.environment, ...(acting && environmentOf(acting)) },
  };
  const made = addBuiltIn(scope, `terraform_data.${name}`, {
    triggers: triggers_replace,
    provisioners: [local],
    dependsOn: dependables(depends_on),
  });
  installRunner(scope);
  return made;
}

interface ScriptBody {
  readonly triggers_replace: Record<string, string>;
  readonly provisioner: [{ "local-exec": { command: string; environment: Record<string, string> } }];
  readonly depends_on?: string[];
}

/** What members of user groups and the addon's bot are looked up with, where the files need them. */
export function addLookups(
  scope: Construct,
  around: Readonly<Record<string, unknown>>,
  provider: TerraformProvider | undefined,
): void {
  const { data = {}, locals = {} } = around as Lookups;
  const config = provider ? { provider } : {};
  for (const [type, named] of Object.entries(data)) {
    for (const [name, body] of Object.entries(named)) {
      const made = new sources[type]!(scope, `data.${type}.${name}`, { ...configOf(body), ...config });
      made.overrideLogicalId(name);
    }
  }
  for (const [name, expression] of Object.entries(locals)) {
    new TerraformLocal(scope, `local.${name}`, expression).overrideLogicalId(name);
  }
}
