import type { Construct } from "constructs";
import { PumbleElement } from "./base/element";
import { making } from "./base/making";
import type { PumbleMetaArguments } from "./base/resource";
import { DataPumbleUsers, type DataPumbleUsersConfig } from "./bindings/data-pumble-users";
import { among, faultsOf } from "./checks";
import { UserStatus } from "./values/enums";

/** Everything that the data source `pumble_users` takes; see there for each field. */
export interface PumbleUsersProps extends PumbleMetaArguments, Pick<DataPumbleUsersConfig, "includeBots"> {
  /** Only users of this status. @default all */
  readonly status?: UserStatus;
}

/**
 * The members of the workspace in one call, ordered by e-mail address.
 *
 * @example
 * const everybody = new PumbleUsers(stack, "everybody", { status: UserStatus.ACTIVATED });
 */
export class PumbleUsers extends PumbleElement<DataPumbleUsers> {
  constructor(scope: Construct, id: string, props: PumbleUsersProps = {}) {
    const faults = () => faultsOf("status", props.status, among(UserStatus));
    super(scope, id, making(DataPumbleUsers, props, { faults }));
  }

  /** Who was found, ordered by e-mail address. */
  get users() {
    return this.resource.users;
  }

  /** User ids by e-mail address in lower case. */
  get idsByEmail() {
    return this.resource.idsByEmail;
  }
}
