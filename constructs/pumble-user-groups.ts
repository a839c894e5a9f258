import { Fn } from "cdktf";
import type { Construct } from "constructs";
import { mentionCode } from "../src/pumble/messages/mention";
import { PumbleElement } from "./base/element";
import { making } from "./base/making";
import type { PumbleMetaArguments } from "./base/resource";
import {
  DataPumbleUserGroups,
  type DataPumbleUserGroupsGroupsList,
} from "./bindings/data-pumble-user-groups";

/** A user group, to be mentioned. */
export interface UserGroup {
  /** Id, 24 hex digits. */
  readonly id: string;
  /** What mentions it in texts and in Markdown; such a message needs `allowBroadcast`. */
  readonly mention: string;
}

/**
 * The user groups of the workspace. They are read, not managed.
 *
 * @example
 * const groups = new PumbleUserGroups(stack, "groups");
 * ops.announce("duty", { text: `Ask ${groups.handle("on-call").mention}`, allowBroadcast: true });
 */
export class PumbleUserGroups extends PumbleElement<DataPumbleUserGroups> {
  constructor(scope: Construct, id: string, props: PumbleMetaArguments = {}) {
    super(scope, id, making(DataPumbleUserGroups, props));
  }

  /** All groups, ordered by handle. */
  get groups(): DataPumbleUserGroupsGroupsList {
    return this.resource.groups;
  }

  /** The group with this handle, with or without the `@`. */
  handle(handle: string): UserGroup {
    const id: string = Fn.lookup(this.resource.idsByHandle, handle.replace(/^@/, ""));
    return { id, mention: mentionCode("usergroup", id) };
  }
}
