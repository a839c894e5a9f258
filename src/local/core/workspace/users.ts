/** Members and bots. */
import type { User } from "../../../pumble";
import { invalid, notFound, refused } from "../failure";
import { addChannel, openDirect } from "./channels";
import { enroll } from "./members";
import type { Actor, Workspace } from "./workspace";

/** What a new user needs; the rest has the defaults of a fresh member. */
export type NewUser = Pick<User, "name" | "email"> & Partial<User>;

/** A complete user that is in no channel yet. */
export function newUser(workspace: Workspace, fields: NewUser): User {
  return {
    id: workspace.ids.next(),
    workspaceId: workspace.record.id,
    role: "USER",
    status: "ACTIVATED",
    phone: "",
    title: "",
    avatar: { fullPath: "", scaledPath: "" },
    customStatus: null,
    timeZoneId: "Etc/UTC",
    automaticallyTimeZone: true,
    activeUntil: 0,
    isAddonBot: false,
    isPumbleBot: false,
    invitedBy: null,
    broadcastWarningShownTs: null,
    ...fields,
  };
}

/** The people who are in the workspace: no bots, nobody who was deactivated or has yet to accept an invitation. */
export function activePeople(workspace: Workspace): User[] {
  return [...workspace.db.users.values()].filter(
    (user) => user.status === "ACTIVATED" && !user.isAddonBot && !user.isPumbleBot,
  );
}

/** Adds a person, with the SELF channel that everyone has, to the main channel. Tells nobody. */
export function addPerson(workspace: Workspace, fields: NewUser): User {
  const user = workspace.db.users.put(newUser(workspace, fields));
  const self = addChannel(workspace, user.id, { channelType: "SELF", isInitial: true });
  enroll(workspace, self.id, user.id, user.id);
  return user;
}

/** A person joins the workspace: its main channel and a direct one with every bot. Everybody hears of it. */
export function joinWorkspace(workspace: Workspace, fields: NewUser): User {
  checkEmail(workspace, fields.email);
  return workspace.change(() => {
    const user = addPerson(workspace, fields);
    for (const channel of workspace.db.channels.values()) {
      if (channel.isMain) enroll(workspace, channel.id, user.id, null);
    }
    for (const bot of workspace.db.users.values()) {
      const isThere = bot.status === "ACTIVATED" && (bot.isAddonBot || bot.isPumbleBot);
      if (isThere) openDirect(workspace, { userId: bot.id, appId: null, isBot: false }, [user.id]);
    }
    workspace.emit({ type: "user.joined", user });
    return user;
  });
}

function checkEmail(workspace: Workspace, given: string, ownId?: string): void {
  const email = given.toLowerCase();
  for (const other of workspace.db.users.values()) {
    if (other.email.toLowerCase() === email && other.id !== ownId) {
      throw refused("A user with this email already exists");
    }
  }
}

/** Changes a user's fields and tells of it. */
export function changeUser(workspace: Workspace, actor: Actor, userId: string, change: Partial<User>): User {
  const before = workspace.user(userId);
  if (change.email !== undefined) checkEmail(workspace, change.email, userId);
  return workspace.change(() => {
    const user = workspace.db.users.put({ ...before, ...change, id: before.id });
    workspace.emit({ type: "user.updated", user, actorId: actor.userId, previousEmail: before.email });
    return user;
  });
}

export interface NewStatus {
  code: string;
  status?: string | undefined;
  expiration?: string | undefined;
  /** Epoch milliseconds; 0 with expiration `never`. */
  expiresAt: number;
}

/** Sets the actor's custom status. A time that has passed is refused. */
export function setCustomStatus(workspace: Workspace, actor: Actor, status: NewStatus): User {
  const isNever = status.expiration === "never" || status.expiresAt === 0;
  if (!isNever && status.expiresAt <= workspace.clock.now()) throw invalid("expiresAt must be in the future");
  return changeUser(workspace, actor, actor.userId, {
    customStatus: {
      code: status.code,
      status: status.status ?? "",
      expiration: status.expiration ?? "custom",
      expiresAt: status.expiresAt,
      showUntil: !isNever,
    },
  });
}

/** Takes the actor's custom status away. */
export function clearCustomStatus(workspace: Workspace, actor: Actor): User {
  return changeUser(workspace, actor, actor.userId, { customStatus: null });
}

/** The user as shown now: a custom status that has run out is gone. */
export function userNow(workspace: Workspace, user: User): User {
  const status = user.customStatus;
  const isOver = status?.showUntil && status.expiresAt != null && status.expiresAt <= workspace.clock.now();
  return isOver ? { ...user, customStatus: null } : user;
}

/** Everybody, bots and deactivated members included. */
export function listUsers(workspace: Workspace): User[] {
  return [...workspace.db.users.values()].map((user) => userNow(workspace, user));
}

/** The user whose id, e-mail address or name this is; 404 when nobody's. */
export function findUser(workspace: Workspace, who: string): User {
  const byId = workspace.db.users.get(who);
  if (byId) return byId;
  const wanted = who.toLowerCase();
  for (const user of workspace.db.users.values()) {
    if (user.email.toLowerCase() === wanted || user.name.toLowerCase() === wanted) return user;
  }
  throw notFound();
}
