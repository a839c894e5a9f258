/** Stands in for hashicorp/null where the machine cannot get the real one: the same schema and the same plans. */
import { randomInt } from "node:crypto";
import { a, forContext, t } from "../../src/terraform";

const { defineProvider, defineResource } = forContext<null>();

const resource = defineResource({
  name: "resource",
  description: "Does nothing itself; its provisioners do.",
  attributes: {
    id: a.string({ computed: true, keepState: true, description: "A random number." }),
    triggers: a.map(t.string, {
      optional: true,
      replace: true,
      description: "A change of any of them replaces the resource.",
    }),
  },
  create: ({ plan }) => ({ id: String(randomInt(2 ** 47)), triggers: plan.triggers }),
  read: ({ state }) => state,
  delete() {},
});

export const provider = defineProvider({
  name: "null",
  address: "registry.terraform.io/hashicorp/null",
  version: "3.2.4",
  description: "Stands in for hashicorp/null in tests.",
  attributes: {},
  configure: () => null,
  resources: [resource],
});
