import type { Construct } from "constructs";
import { keyNameMax } from "../src/pumble/api-keys/api-key";
import { type EphemeralProps, PumbleEphemeral } from "./base/ephemeral";
import { among, faultsOf, faultsOfEach, lengthFrom, wholeFrom } from "./checks";
import { type ChannelReference, channelFaults, channelIdOf } from "./references/channel";
import { OperationGroup } from "./values/enums";

/** What the ephemeral resource `pumble_api_key` takes; see there for each field. */
export interface PumbleTemporaryApiKeyProps extends EphemeralProps {
  /** What it is called in the list of keys, 1 to 80 characters. @default "terraform" */
  readonly name?: string;
  /** How long it works at most, in seconds, 60 to 86400. @default 3600 */
  readonly lifetimeSeconds?: number;
  /** Whether it can only read. @default false */
  readonly readOnly?: boolean;
  /** The only operations that it may do. @default all */
  readonly groups?: readonly OperationGroup[];
  /** The only channels that it sees. @default all that its owner sees */
  readonly channels?: readonly ChannelReference[];
}

/**
 * An API key that lives only while Terraform runs: made when it is needed, deleted at the end, never in plan or state.
 *
 * @example
 * const key = new PumbleTemporaryApiKey(stack, "key", { readOnly: true });
 * new PumbleProvider(stack, "reader", { alias: "reader", apiKey: key.apiKey });
 */
export class PumbleTemporaryApiKey extends PumbleEphemeral {
  constructor(scope: Construct, id: string, props: PumbleTemporaryApiKeyProps = {}) {
    const { name, lifetimeSeconds, readOnly, groups, channels, ...meta } = props;
    const attributes = {
      ...{ name, lifetime_seconds: lifetimeSeconds, read_only: readOnly, groups },
      channel_ids: channels?.map(channelIdOf),
    };
    const faults = () => [
      ...faultsOf("name", name, lengthFrom(1, keyNameMax)),
      ...faultsOf("lifetimeSeconds", lifetimeSeconds, wholeFrom(60, 86_400)),
      ...faultsOfEach("groups", groups, among(OperationGroup)),
      ...(channels ?? []).flatMap((channel) => channelFaults("channels", channel)),
    ];
    super(scope, id, meta, { type: "pumble_api_key", attributes, faults });
  }

  /** The key itself. */
  get apiKey(): string {
    return this.attribute("api_key");
  }

  /** The public part of the key, twelve hex digits. */
  get id(): string {
    return this.attribute("id");
  }

  /** When it stops working, RFC 3339 in UTC. */
  get expiresAt(): string {
    return this.attribute("expires_at");
  }
}
