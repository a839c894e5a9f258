/** User groups. No API of an app changes them; members do, in Pumble's own client. */
import type { UserGroup } from "../../../pumble";
import { invalid, notFound, refused } from "../failure";
import type { Actor, Workspace } from "./workspace";

export interface GroupFields {
  name?: string | undefined;
  handle?: string | undefined;
  description?: string | undefined;
  disabled?: boolean | undefined;
  workspaceUserIds?: string[] | undefined;
}

/** Makes a group. Its handle must be free. */
export function createGroup(
  workspace: Workspace,
  actor: Actor,
  fields: GroupFields & { name: string; handle: string },
): UserGroup {
  check(workspace, fields);
  return workspace.change(() => {
    const group = workspace.db.groups.put({
      ...{
        id: workspace.ids.next(),
        workspaceId: workspace.record.id,
        name: fields.name,
        handle: fields.handle,
      },
      ...{
        description: fields.description ?? "",
        disabled: fields.disabled ?? false,
        createdBy: actor.userId,
      },
      workspaceUserIds: fields.workspaceUserIds ?? [],
    });
    workspace.emit({ type: "group.created", group });
    return group;
  });
}

/** Changes what is given of a group, which is named by id or handle. */
export function changeGroup(
  workspace: Workspace,
  actor: Actor,
  which: string,
  fields: GroupFields,
): UserGroup {
  const before = groupOf(workspace, which);
  check(workspace, fields, before.id);
  const given = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
  return workspace.change(() => {
    const group = workspace.db.groups.put({ ...before, ...given });
    workspace.emit({ type: "group.updated", group, actorId: actor.userId });
    return group;
  });
}

function groupOf(workspace: Workspace, which: string): UserGroup {
  const byId = workspace.db.groups.get(which);
  if (byId) return byId;
  for (const group of workspace.db.groups.values()) if (group.handle === which) return group;
  throw notFound();
}

function check(workspace: Workspace, fields: GroupFields, ownId?: string): void {
  if (fields.name === "" || fields.handle === "") throw invalid("must not be empty");
  for (const group of workspace.db.groups.values()) {
    if (group.handle === fields.handle && group.id !== ownId) throw refused("This handle is already taken");
  }
  for (const id of fields.workspaceUserIds ?? []) workspace.user(id);
}
