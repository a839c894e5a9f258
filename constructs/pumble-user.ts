import type { Construct } from "constructs";
import { mentionCode } from "../src/pumble/messages/mention";
import { PumbleElement } from "./base/element";
import { making } from "./base/making";
import type { PumbleMetaArguments } from "./base/resource";
import { DataPumbleCurrentUser } from "./bindings/data-pumble-current-user";
import { DataPumbleUser } from "./bindings/data-pumble-user";
import { emailCheck, faultsOf, idCheck } from "./checks";
import type { UserAttributes } from "./references/user";

/** A member or bot of the workspace; it is read, not managed. */
export type IPumbleUser = UserAttributes;

/**
 * A member or bot of the workspace. Users are not managed here: they are read, to be mentioned, added and written to.
 *
 * @example
 * const ada = PumbleUser.fromEmail(stack, "ada", "ada@example.com");
 * ops.announce("duty", { text: `On duty this week: ${ada.mention}` });
 */
export class PumbleUser extends PumbleElement<DataPumbleUser | DataPumbleCurrentUser> implements IPumbleUser {
  /** The member with an e-mail address, upper and lower case alike. */
  static fromEmail(scope: Construct, id: string, email: string, props: PumbleMetaArguments = {}): PumbleUser {
    const faults = () => faultsOf("email", email, emailCheck);
    return new PumbleUser(scope, id, making(DataPumbleUser, { ...props, email }, { faults }));
  }

  /** The member or bot with an id. */
  static fromId(scope: Construct, id: string, userId: string, props: PumbleMetaArguments = {}): PumbleUser {
    const faults = () => faultsOf("id", userId, idCheck);
    return new PumbleUser(scope, id, making(DataPumbleUser, { ...props, id: userId }, { faults }));
  }

  /** The owner of the API key. */
  static current(scope: Construct, id: string, props: PumbleMetaArguments = {}): PumbleUser {
    return new PumbleUser(scope, id, making(DataPumbleCurrentUser, props));
  }

  get id(): string {
    return this.attribute("id");
  }

  get email(): string {
    return this.attribute("email");
  }

  get name(): string {
    return this.attribute("name");
  }

  get mention(): string {
    return mentionCode("user", this.id);
  }

  /** IANA time zone, empty when unknown. */
  get timeZone(): string {
    return this.attribute("time_zone");
  }
}
