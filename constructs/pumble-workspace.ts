import { Annotations, type TerraformProvider, TerraformResource, TerraformStack } from "cdktf";
import { Construct } from "constructs";
import type { FilesForConstructs, ResourceForConstructs } from "../src/workspace-file/for-constructs";
import { type IPumbleChannel, PumbleChannel, type PumbleChannelProps } from "./pumble-channel";
import { Blocks } from "./workspace/blocks";
import { filesReader } from "./workspace/files";
import { addLookups, addResource } from "./workspace/resources";

/** Which files, and how they are managed. */
export interface PumbleWorkspaceProps {
  /** The workspace's folder, or its only file, from the folder in which the app is synthesised. */
  readonly path: string;
  /**
   * One of the files' environments: what its channels' names begin with. Key and base URL are the provider's, and the
   * state is the stack's, whatever the files say of them.
   * @default the only one, or none
   */
  readonly environment?: string;
  /** The `pumble` provider to manage it with. @default the stack's own */
  readonly provider?: TerraformProvider;
}

/**
 * A workspace kept as files, within code: every channel of the files and everything in it, under the addresses that
 * `pumble plan` of the files gives. What is wrong with the files is told at synth, with file, line and column.
 *
 * @example
 * const workspace = new PumbleWorkspace(stack, "workspace", { path: "workspace/" });
 * workspace.channel("ops").announce("on-call", { text: "Who is on call this week?" });
 */
export class PumbleWorkspace extends Construct {
  private readonly files: FilesForConstructs;
  private readonly channels = new Map<string, PumbleChannel>();

  constructor(
    scope: Construct,
    id: string,
    private readonly props: PumbleWorkspaceProps,
  ) {
    super(scope, id);
    const { path, environment } = props;
    this.files = filesReader()(path, { environment, workingDirectory: process.cwd() });
    this.addAll();
    const { backendPlace, problems } = this.files;
    if (backendPlace)
      Annotations.of(this).addInfo(
        `${backendPlace} says where the state is. In an app the stack does: give it that backend.`,
      );
    const told = `The files of ${path} are not right:\n\n${problems}`;
    this.node.addValidation({ validate: () => (problems ? [told] : this.twice()) });
  }

  /**
   * A channel of the files, to be used wherever a channel is wanted.
   * @param key its identity: the key that it stands under, or what it says under `key`
   * @throws when the files define no such channel
   */
  channel(key: string): IPumbleChannel {
    const found = this.channels.get(key.normalize("NFC"));
    if (found) return found;
    // Nothing is made of files that are not right; what is asked of them is answered until they are refused.
    if (this.files.problems) return this.standIn(key);
    const sentence = `The files of ${this.props.path} define no channel ${JSON.stringify(key)}.`;
    throw new Error([sentence, this.files.meant(key)].join(" ").trimEnd());
  }

  private addAll(): void {
    const { provider } = this.props;
    const { resources, channels, around } = this.files;
    const keys = new Map([...channels].map(([key, name]) => [name, key]));
    let channel: PumbleChannel | null = null;
    for (const resource of resources) {
      if (resource.channel) {
        channel = this.addChannel(keys.get(resource.name)!, resource);
        continue;
      }
      // What belongs to a channel comes after it.
      addResource(channel!, { resource, provider, channelId: channel!.id });
    }
    addLookups(this, around, provider);
    const { moved = [], import: imports = [] } = around as Partial<Record<string, Record<string, string>[]>>;
    const withProvider = imports.map((one) => ({ ...one, ...(provider && { provider: provider.fqn }) }));
    new Blocks(this, "(blocks)", { moved, import: withProvider });
  }

  private addChannel(key: string, { name, channel }: ResourceForConstructs): PumbleChannel {
    const { provider } = this.props;
    const props = { ...channel, ...(provider && { provider }) } as PumbleChannelProps;
    const made = new PumbleChannel(this, key, props);
    made.resource.overrideLogicalId(name);
    this.channels.set(key, made);
    return made;
  }

  private standIn(key: string): PumbleChannel {
    const made = new PumbleChannel(this, key, { name: "unknown" });
    this.channels.set(key.normalize("NFC"), made);
    return made;
  }

  /** Addresses that the code gives to something else too: CDKTF would make one resource of both. */
  private twice(): string[] {
    const ours = new Map(resourcesBelow(this).map((resource) => [addressOf(resource), resource]));
    const others = resourcesBelow(TerraformStack.of(this)).filter((one) => ours.get(addressOf(one)) !== one);
    return others
      .filter((one) => ours.has(addressOf(one)))
      .map(
        (one) =>
          `${addressOf(one)} is defined by the files of ${this.props.path} and by ${one.node.path} too. Give one of them another key or id.`,
      );
  }
}

function resourcesBelow(scope: Construct): TerraformResource[] {
  return scope.node.findAll().filter((node) => TerraformResource.isTerraformResource(node));
}

function addressOf({ terraformResourceType, friendlyUniqueId }: TerraformResource): string {
  return `${terraformResourceType}.${friendlyUniqueId}`;
}
