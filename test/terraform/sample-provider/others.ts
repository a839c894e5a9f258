import { a, defineFunction, Problem, t } from "../../../src/terraform";
import { defineAction, defineDataSource, defineEphemeralResource } from "./context";

export const shelfData = defineDataSource({
  name: "shelf",
  description: "The shelf.",
  attributes: {
    prefix: a.string({ optional: true, description: "Only names that start so." }),
    names: a.list(t.string, { computed: true, description: "Names of the things." }),
  },
  async read({ config, context }) {
    if (config.prefix === "nowhere") throw new Problem({ title: "Nothing starts so", attribute: "prefix" });
    const names = (await context.all()).map((thing) => String(thing.name));
    return {
      prefix: config.prefix,
      names: names.filter((name) => name.startsWith(config.prefix ?? "")).sort(),
    };
  },
});

export const lease = defineEphemeralResource({
  name: "lease",
  description: "A password for a while.",
  attributes: {
    length: a.int({ optional: true, description: "Characters." }),
    value: a.string({ computed: true, sensitive: true, description: "The password." }),
  },
  async open({ config, context }) {
    await context.note("lease opened");
    const length = config.length;
    return { result: { length, value: "lease-secret".padEnd(length ?? 12, "x") }, private: { lease: 1 } };
  },
  async close({ context, private: own }) {
    await context.note(`lease closed ${JSON.stringify(own)}`);
  },
});

export const shake = defineAction({
  name: "shake",
  description: "Shakes the shelf.",
  attributes: { times: a.int({ required: true, description: "How often." }) },
  async invoke({ config, progress, context }) {
    for (let time = 1; time <= config.times; time++) progress(`shaken ${time} times`);
    await context.note("shaken");
  },
});

export const join = defineFunction({
  name: "join",
  summary: "Joins texts.",
  description: "Joins texts with a separator.",
  parameters: { separator: { type: t.string, description: "Between the texts." } },
  variadic: { type: t.string, name: "texts", description: "The texts." },
  returns: t.string,
  call({ separator }, ...texts) {
    if (separator === "") throw new Problem({ title: "must not be empty", attribute: "separator" });
    return texts.join(separator);
  },
});

export const echo = defineFunction({
  name: "echo",
  summary: "Gives back what it got.",
  description: "Gives back what it got.",
  parameters: { value: { type: t.dynamic, description: "Anything.", allowNull: true } },
  returns: t.dynamic,
  call: ({ value }) => value,
});
