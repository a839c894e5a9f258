import { a, isUnknown, Problem } from "../../../src/terraform";
import { defineProvider } from "./context";
import { echo, join, lease, shake, shelfData } from "./others";
import { relic } from "./relic";
import { Shelf } from "./shelf";
import { thing } from "./thing";

/** A made-up provider that uses every feature of the layer. */
export const provider = defineProvider({
  name: "sample",
  address: "registry.terraform.io/example/sample",
  version: "0.1.0",
  description: "Things on a shelf.",
  attributes: {
    folder: a.string({ optional: true, description: "The shelf. Default: SAMPLE_SHELF." }),
    key: a.string({ optional: true, sensitive: true, description: "Key of the shelf." }),
  },
  configure({ config, log }) {
    if (isUnknown(config.folder)) return new Shelf("/nowhere");
    if (config.key === "wrong-key") {
      throw new Problem({
        title: "The key wrong-key does not fit",
        nextStep: "Try another.",
        attribute: "key",
      });
    }
    log.info(`Using key ${String(config.key)}`);
    return new Shelf(config.folder ?? process.env.SAMPLE_SHELF ?? "/nowhere");
  },
  resources: [thing, relic],
  dataSources: [shelfData],
  ephemeralResources: [lease],
  actions: [shake],
  functions: [join, echo],
});
