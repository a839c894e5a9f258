import type { Construct } from "constructs";
import { PumbleElement } from "./base/element";
import { making } from "./base/making";
import type { PumbleMetaArguments } from "./base/resource";
import { DataPumbleSearch, type DataPumbleSearchConfig } from "./bindings/data-pumble-search";
import { among, faultsOf } from "./checks";
import { type ChannelReference, channelFaults, channelIdOf } from "./references/channel";
import { type UserReference, userIdFaults, userIdOf } from "./references/user";
import { SearchOrder } from "./values/enums";
import { type Time, timeCheck, timeText } from "./values/time";

/** Everything that the data source `pumble_search` takes; see there for each field. */
export interface PumbleSearchProps
  extends PumbleMetaArguments,
    Pick<DataPumbleSearchConfig, "text" | "limit"> {
  /** Only messages by these users. */
  readonly from?: readonly UserReference[];
  /** Only messages in these channels. */
  readonly in?: readonly ChannelReference[];
  /** Only messages sent after this moment. */
  readonly sentAfter?: Time;
  /** Only messages sent before this moment. */
  readonly sentBefore?: Time;
  /** Which come first. @default SearchOrder.NEWEST */
  readonly order?: SearchOrder;
}

/**
 * Messages that Pumble's search finds for the key's owner. Give at least one of `text`, `from` and `in`.
 *
 * @example
 * const incidents = new PumbleSearch(stack, "incidents", { text: "incident", in: [ops] });
 */
export class PumbleSearch extends PumbleElement<DataPumbleSearch> {
  constructor(scope: Construct, id: string, props: PumbleSearchProps) {
    const { from, in: channels, sentAfter, sentBefore, ...others } = props;
    const config = {
      ...others,
      ...(from && { from: from.map(userIdOf) }),
      ...(channels && { in: channels.map(channelIdOf) }),
      ...(sentAfter && { sentAfter: timeText(sentAfter) }),
      ...(sentBefore && { sentBefore: timeText(sentBefore) }),
    };
    const faults = () => [
      ...((props.text ?? from ?? channels) ? [] : ["Give at least one of text, from and in."]),
      ...(from ?? []).flatMap((user) => userIdFaults("from", user)),
      ...(channels ?? []).flatMap((channel) => channelFaults("in", channel)),
      ...faultsOf("sentAfter", sentAfter, timeCheck),
      ...faultsOf("sentBefore", sentBefore, timeCheck),
      ...faultsOf("order", props.order, among(SearchOrder)),
    ];
    super(scope, id, making(DataPumbleSearch, config, { faults }));
  }

  /** What was found, in the order asked for. */
  get messages() {
    return this.resource.messages;
  }
}
