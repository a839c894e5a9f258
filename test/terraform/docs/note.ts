import { a, forContext } from "pumble-iac/terraform";

const { defineResource } = forContext<Client>();

export const note = defineResource({
  name: "note",
  description: "A note.",
  attributes: {
    id: a.string({ computed: true, keepState: true, description: "Id." }),
    text: a.string({ required: true, description: "What it says." }),
  },
  create: async ({ plan, context }) => ({ id: await context.add(plan.text), text: plan.text }),
  read: ({ state, context }) => context.find(state.id), // null when it is gone
  update: async ({ plan, state, context }) => context.change(state.id, plan.text),
  delete: ({ state, context }) => context.remove(state.id),
});

/** The service behind it. */
interface Client {
  add(text: string): Promise<string>;
  find(id: string): Promise<{ id: string; text: string } | null>;
  change(id: string, text: string): Promise<{ id: string; text: string }>;
  remove(id: string): Promise<void>;
}
