import type { Construct } from "constructs";
import { graceMaxSeconds, keyNameMax } from "../src/pumble/api-keys/api-key";
import { making } from "./base/making";
import { PumbleResource, type PumbleResourceProps } from "./base/resource";
import { ApiKey } from "./bindings/api-key";
import { among, faultsOf, faultsOfEach, lengthFrom, missingFault, wholeFrom } from "./checks";
import { type ChannelReference, channelFaults, channelIdOf } from "./references/channel";
import { secretReference } from "./secrets";
import { OperationGroup } from "./values/enums";
import { type Time, timeCheck, timeText } from "./values/time";

/** Everything that `pumble_api_key` takes; see there for each field. */
export interface PumbleApiKeyProps extends PumbleResourceProps {
  /** What it is called in the list of keys, 1 to 80 characters. */
  readonly name: string;
  /** The text of the key: a reference to where it is made, never the text itself. */
  readonly apiKeyWo?: string;
  /** A higher one rotates the key. */
  readonly apiKeyWoVersion?: number;
  /** How long the old key works on after it was rotated, in seconds. */
  readonly rotationGraceSeconds?: number;
  /** The only channels that it sees. @default all that its owner sees */
  readonly channels?: readonly ChannelReference[];
  /** The only operations that it may do. @default all */
  readonly groups?: readonly OperationGroup[];
  /** Whether it can only read. @default false */
  readonly readOnly?: boolean;
  /** When it ends. @default never */
  readonly expiresAt?: Time;
}

/**
 * An API key of the key's owner. Its text is in no plan, state or log; the guide *API keys in a secret store* tells how
 * it is made and handed over.
 *
 * @example
 * new PumbleApiKey(stack, "deploy", { name: "deploy", apiKeyWo: key.stringValue, apiKeyWoVersion: 1, channels: [ops] });
 */
export class PumbleApiKey extends PumbleResource<ApiKey> {
  constructor(scope: Construct, id: string, props: PumbleApiKeyProps) {
    const { channels, groups, expiresAt, ...others } = props;
    const instead = "Refer to where it is made, such as the ephemeral resource pumble_generated_api_key.";
    const apiKeyWo = secretReference([scope, id], "apiKeyWo", props.apiKeyWo, instead);
    const config = {
      ...others,
      ...(apiKeyWo && { apiKeyWo }),
      ...(channels && { channelIds: channels.map(channelIdOf) }),
      ...(groups && { groups: [...groups] }),
      ...(expiresAt && { expiresAt: timeText(expiresAt) }),
    };
    super(scope, id, making(ApiKey, config, { faults: () => keyFaults(props) }), props);
  }

  /** The public part of the key, twelve hex digits. */
  get id(): string {
    return this.attribute("id");
  }
}

function keyFaults({ name, channels, groups, expiresAt, rotationGraceSeconds }: PumbleApiKeyProps): string[] {
  return [
    ...missingFault("name", name),
    ...faultsOf("name", name, lengthFrom(1, keyNameMax)),
    ...(channels ?? []).flatMap((channel) => channelFaults("channels", channel)),
    ...faultsOfEach("groups", groups, among(OperationGroup)),
    ...faultsOf("expiresAt", expiresAt, timeCheck),
    ...faultsOf("rotationGraceSeconds", rotationGraceSeconds, wholeFrom(0, graceMaxSeconds)),
  ];
}
