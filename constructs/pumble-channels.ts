import type { Construct } from "constructs";
import { PumbleElement } from "./base/element";
import { making } from "./base/making";
import type { PumbleMetaArguments } from "./base/resource";
import { DataPumbleChannels, type DataPumbleChannelsConfig } from "./bindings/data-pumble-channels";
import { among, faultsOf } from "./checks";
import { ListedChannelType } from "./values/enums";

/** Everything that the data source `pumble_channels` takes; see there for each field. */
export interface PumbleChannelsProps
  extends PumbleMetaArguments,
    Pick<DataPumbleChannelsConfig, "archived" | "joined" | "nameRegex"> {
  /** Only channels of this type. @default public and private ones */
  readonly type?: ListedChannelType;
}

/**
 * The channels that the key's owner can see, ordered by name.
 *
 * @example
 * const teams = new PumbleChannels(stack, "teams", { nameRegex: "^team-" });
 */
export class PumbleChannels extends PumbleElement<DataPumbleChannels> {
  constructor(scope: Construct, id: string, props: PumbleChannelsProps = {}) {
    const faults = () => faultsOf("type", props.type, among(ListedChannelType));
    super(scope, id, making(DataPumbleChannels, props, { faults }));
  }

  /** What was found, ordered by name. */
  get channels() {
    return this.resource.channels;
  }

  /** Ids of what was found, by name. */
  get idsByName() {
    return this.resource.idsByName;
  }
}
