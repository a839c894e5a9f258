import type { IResolvable } from "cdktf";
import type { Construct } from "constructs";
import { mentionCode } from "../src/pumble/messages/mention";
import { channelDescriptionMax, channelNameProblem } from "../src/pumble/names";
import { attributeList } from "./base/attribute";
import { PumbleElement } from "./base/element";
import { type Making, making } from "./base/making";
import type { Order } from "./base/order";
import { importResource, setOrigin } from "./base/origin";
import { attributeOf, inherited } from "./base/relation";
import type { PumbleMetaArguments, PumbleResourceProps } from "./base/resource";
import { Channel, type ChannelConfig } from "./bindings/channel";
import { DataPumbleChannel } from "./bindings/data-pumble-channel";
import { among, faultsOf, idCheck, lengthFrom, missingFault } from "./checks";
import { PumbleAnnouncement, type PumbleAnnouncementProps } from "./pumble-announcement";
import { PumbleMembers, type PumbleMembersProps } from "./pumble-members";
import { PumbleSchedule, type PumbleScheduleProps } from "./pumble-schedule";
import type { ChannelAttributes } from "./references/channel";
import { addReader } from "./references/memberships";
import { notePlace } from "./references/places";
import { peopleConfig, type UserReference } from "./references/user";
import { ChannelType, OnChannelDestroy } from "./values/enums";

/** Each form of the props without their channel. */
type InChannel<Props> = Props extends unknown ? Omit<Props, "channel"> : never;

/** What an announcement takes besides its channel. */
export type AnnounceProps = InChannel<PumbleAnnouncementProps>;
/** What a list of members takes besides its channel. */
export type AddMembersProps = InChannel<PumbleMembersProps>;
/** What a scheduled message takes besides its channel. */
export type ScheduleProps = InChannel<PumbleScheduleProps>;

/** A channel, whether it is managed here or only read. */
export interface IPumbleChannel extends ChannelAttributes {
  /** Keeps a message in the channel. Announcements come in the order of the code, unless `order` is `"none"`. */
  announce(id: string, props: AnnounceProps): PumbleAnnouncement;
  /** What reads it for `memberIds`: a data source, as many as the channel is. */
  readonly reader: DataPumbleChannel;
  /** Keeps people in the channel. */
  addMembers(id: string, props: AddMembersProps): PumbleMembers;
  /** Sends a message to the channel later, once or again and again. */
  schedule(id: string, props: ScheduleProps): PumbleSchedule;
}

/** Everything that `pumble_channel` takes, see there for each field, and its members. */
export interface PumbleChannelProps
  extends PumbleResourceProps,
    Omit<ChannelConfig, "type" | "onDestroy" | keyof PumbleResourceProps | "provisioners" | "connection"> {
  /** Who finds it. It cannot be changed later. @default ChannelType.PUBLIC */
  readonly type?: ChannelType;
  /** What destroying does, because Pumble's API cannot delete a channel. @default OnChannelDestroy.ABANDON */
  readonly onDestroy?: OnChannelDestroy;
  /**
   * Who is in it besides the key's owner: e-mail addresses or users, or ids. References are taken for addresses.
   * @default only the key's owner
   */
  readonly members?: readonly UserReference[];
  /** Take out everybody who is not in `members`, also people who joined on their own. @default false */
  readonly removeUnmanaged?: boolean;
  /** Whether what is announced in it comes in the order of the code. @default "declared" */
  readonly order?: Order;
}

/** How a channel that is not managed here is read. */
export interface ExistingChannelProps extends PumbleMetaArguments {
  /** Whether what is announced in it comes in the order of the code. @default "declared" */
  readonly order?: Order;
}

/** What channels do, whether they are managed here or only read. */
abstract class AnyChannel<Element extends Channel | DataPumbleChannel>
  extends PumbleElement<Element>
  implements IPumbleChannel
{
  readonly order: Order;
  private read: DataPumbleChannel | undefined;

  constructor(scope: Construct, id: string, made: Making<Element>, order: Order = "declared") {
    super(scope, id, made);
    this.order = order;
    notePlace(this.resource);
  }

  get id(): string {
    return this.attribute("id");
  }

  get name(): string {
    return this.attribute("name");
  }

  get mention(): string {
    return mentionCode("channel", this.id);
  }

  get type(): string {
    return this.attribute("type");
  }

  get description(): string {
    return this.attribute("description");
  }

  get archived(): IResolvable {
    return this.resource.archived;
  }

  get memberIds(): string[] {
    return attributeList(this.reader, "member_ids");
  }

  get reader(): DataPumbleChannel {
    if (!this.read) {
      const id = attributeOf(this, "id");
      this.read = new DataPumbleChannel(this, "(reader)", { id, ...inherited(this)(this) });
      addReader(this.read, id);
    }
    return this.read;
  }

  announce(id: string, props: AnnounceProps): PumbleAnnouncement {
    return new PumbleAnnouncement(this, id, { ...props, channel: this } as PumbleAnnouncementProps);
  }

  addMembers(id: string, props: AddMembersProps): PumbleMembers {
    return new PumbleMembers(this, id, { ...props, channel: this } as PumbleMembersProps);
  }

  schedule(id: string, props: ScheduleProps): PumbleSchedule {
    return new PumbleSchedule(this, id, { ...props, channel: this } as PumbleScheduleProps);
  }
}

/**
 * A Pumble channel.
 *
 * @example
 * const news = new PumbleChannel(stack, "news", { name: "news", members: ["ada@example.com"] });
 * news.announce("welcome", { text: "Welcome!" });
 */
export class PumbleChannel extends AnyChannel<Channel> {
  /** A channel that is there already, by its name. It is read, not managed. */
  static fromName(
    scope: Construct,
    id: string,
    name: string,
    props: ExistingChannelProps = {},
  ): IPumbleChannel {
    const faults = () => faultsOf("name", name, (text) => channelNameProblem(text.replace(/^#/, "")));
    return new ExistingChannel(
      scope,
      id,
      making(DataPumbleChannel, { ...props, name }, { faults }),
      props.order,
    );
  }

  /** A channel that is there already, by its id. It is read, not managed. */
  static fromId(
    scope: Construct,
    id: string,
    channelId: string,
    props: ExistingChannelProps = {},
  ): IPumbleChannel {
    const faults = () => faultsOf("id", channelId, idCheck);
    const made = making(DataPumbleChannel, { ...props, id: channelId }, { faults });
    return new ExistingChannel(scope, id, made, props.order);
  }

  /** The people of `members`; undefined when that was not given. */
  readonly members: PumbleMembers | undefined;

  constructor(scope: Construct, id: string, props: PumbleChannelProps) {
    const { members, removeUnmanaged, order, ...config } = props;
    super(scope, id, making(Channel, config, { faults: () => channelFaults(props) }), order);
    setOrigin(this.resource, props);
    if (!members) return;
    const { userIds, emails = [] } = peopleConfig(members);
    const people = userIds ? { userIds } : { emails };
    const exact = removeUnmanaged === undefined ? {} : { removeUnmanaged };
    this.members = new PumbleMembers(this, "(members)", { channel: this, ...exact, ...people });
  }

  /** How many members it had when it was last read. */
  get memberCount(): number {
    return this.resource.memberCount;
  }

  /**
   * Takes over a channel that exists instead of making it.
   * @param id its id or name
   */
  importFrom(id: string): void {
    importResource(this.resource, id);
  }

  /**
   * Goes on with what has been managed under another address.
   * @param address such as `pumble_channel.old`
   */
  movedFrom(address: string): void {
    this.resource.moveFromId(address);
  }
}

/** A channel that is read, not managed. */
class ExistingChannel extends AnyChannel<DataPumbleChannel> {}

function channelFaults({
  name,
  description,
  type,
  onDestroy,
  members,
  removeUnmanaged,
}: PumbleChannelProps): string[] {
  return [
    ...missingFault("name", name),
    ...faultsOf("name", name, channelNameProblem),
    ...faultsOf("description", description, lengthFrom(0, channelDescriptionMax)),
    ...faultsOf("type", type, among(ChannelType)),
    ...faultsOf("onDestroy", onDestroy, among(OnChannelDestroy)),
    ...(removeUnmanaged !== undefined && !members ? ["removeUnmanaged says nothing without members."] : []),
  ];
}
