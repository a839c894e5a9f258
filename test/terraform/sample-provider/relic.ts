import { a } from "../../../src/terraform";
import { defineResource } from "./context";

/** A resource without update, import and everything else that is optional. */
export const relic = defineResource({
  name: "relic",
  description: "A relic, which never changes.",
  attributes: {
    id: a.string({ computed: true, keepState: true, description: "Id on the shelf." }),
    name: a.string({ required: true, description: "Name." }),
  },
  async create({ plan, context }) {
    const { id } = await context.put({ name: plan.name, revision: 1 });
    return { id, name: plan.name };
  },
  async read({ state, context }) {
    return (await context.get(state.id)) ? state : null;
  },
  async delete({ state, context }) {
    await context.remove(state.id);
  },
});
