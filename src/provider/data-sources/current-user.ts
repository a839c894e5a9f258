import { a } from "../../terraform";
import { defineDataSource } from "../context";
import { factsOfUser, userFacts } from "./user";

export const currentUser = defineDataSource({
  name: "current_user",
  description: "The owner of the API key, in whose name everything is done.",
  attributes: {
    id: a.string({ computed: true, description: "Id of the user, 24 hex digits." }),
    email: a.string({ computed: true, description: "E-mail address." }),
    workspace_id: a.string({ computed: true, description: "Id of the workspace, 24 hex digits." }),
    ...userFacts,
  },

  async read({ context }) {
    const me = await context.workspace.owner();
    return { id: me.id, email: me.email, workspace_id: me.workspaceId, ...factsOfUser(me) };
  },
});
