import { a, forContext } from "../../src/terraform";

const { defineProvider, defineResource } = forContext<undefined>();

/** As much as the built-in `terraform_data` does: an input, and an id and an output that are known after apply. */
const thing = defineResource({
  name: "thing",
  description: "A thing that exists in state alone.",
  attributes: {
    id: a.string({ computed: true, keepState: true, description: "Its id." }),
    input: a.string({ required: true, description: "What goes in." }),
    output: a.string({ computed: true, description: "What came in." }),
  },
  create: ({ plan }) => ({ id: `thing-${plan.input}`, input: plan.input, output: plan.input }),
  read: ({ state }) => state,
  update: ({ plan, state }) => ({ ...state, input: plan.input, output: plan.input }),
  delete() {}, // there is nothing but the state
});

/** The smallest provider on the layer: what is measured is the layer. */
export const provider = defineProvider({
  name: "bench",
  address: "registry.terraform.io/example/bench",
  version: "1.0.0",
  description: "Things to measure with.",
  attributes: {},
  configure: () => undefined,
  resources: [thing],
});
