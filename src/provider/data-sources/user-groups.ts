import { a, t } from "../../terraform";
import { defineDataSource } from "../context";
import { compare } from "./channels";

export const userGroups = defineDataSource({
  name: "user_groups",
  description: "The user groups of the workspace, ordered by handle.",
  attributes: {
    groups: a.listOf(
      {
        id: a.string({ computed: true, description: "Id of the group, 24 hex digits." }),
        name: a.string({ computed: true, description: "Name." }),
        handle: a.string({ computed: true, description: "What it is mentioned by, without the `@`." }),
        description: a.string({ computed: true, description: "What it is for, empty when not written." }),
        disabled: a.bool({ computed: true, description: "Whether it is switched off." }),
        member_ids: a.set(t.string, { computed: true, description: "User ids of its members." }),
      },
      { computed: true, description: "All groups, ordered by handle." },
    ),
    ids_by_handle: a.map(t.string, {
      computed: true,
      description: "Ids by handle, without the `@`. Groups that are switched off are not in it.",
    }),
  },

  async read({ context }) {
    const groups = (await context.workspace.groups())
      .map((group) => ({
        id: group.id,
        name: group.name,
        handle: group.handle.replace(/^@/, ""),
        description: group.description ?? "",
        disabled: group.disabled ?? false,
        member_ids: [...new Set(group.workspaceUserIds)],
      }))
      .sort((one, other) => compare(one.handle, other.handle) || compare(one.id, other.id));
    const enabled = groups.filter(({ disabled }) => !disabled).map(({ handle, id }) => [handle, id]);
    return { groups, ids_by_handle: Object.fromEntries(enabled) };
  },
});
