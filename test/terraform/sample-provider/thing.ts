import { a, isUnknown, lengthBetween, oneOf, Problem, type State, t } from "../../../src/terraform";
import { defineResource } from "./context";
import type { StoredThing } from "./shelf";

const attributes = {
  id: a.string({ computed: true, keepState: true, description: "Id on the shelf." }),
  name: a.string({ required: true, validate: [lengthBetween(1, 20)], description: "Name." }),
  note: a.string({ optional: true, description: "Note." }),
  kind: a.string({
    optional: true,
    default: "plain",
    validate: [oneOf("plain", "fancy")],
    description: "Kind.",
  }),
  color: a.string({
    optional: true,
    equal: sameLetters,
    description: "Color; the shelf writes it in capitals.",
  }),
  region: a.string({ optional: true, replace: true, description: "Where it lies." }),
  capacity: a.int({
    optional: true,
    computed: true,
    keepState: true,
    replace: ({ prior, planned }) => prior !== null && typeof planned === "number" && planned < prior,
    description: "Shrinking needs a new thing. Chosen by the shelf when not set.",
  }),
  ratio: a.number({ optional: true, description: "Any number." }),
  exact: a.decimal({ optional: true, description: "Any number, exactly." }),
  tags: a.set(t.string, { optional: true, description: "Tags." }),
  steps: a.list(t.string, { optional: true, description: "Steps." }),
  labels: a.map(t.string, { optional: true, description: "Labels." }),
  extra: a.dynamic({ optional: true, description: "Anything." }),
  password: a.string({ optional: true, writeOnly: true, description: "Password." }),
  password_version: a.int({ optional: true, description: "Raise it to send the password again." }),
  token: a.string({ computed: true, keepState: true, sensitive: true, description: "Token of the thing." }),
  revision: a.int({ computed: true, description: "Grows with each change." }),
  old_note: a.string({ optional: true, deprecated: "Use note instead.", description: "Note." }),
  settings: a.object(
    {
      mode: a.string({ optional: true, default: "auto", description: "Mode." }),
      level: a.int({ required: true, description: "Level." }),
      stamp: a.string({ computed: true, keepState: true, description: "Given by the shelf." }),
    },
    { optional: true, description: "Settings." },
  ),
  rules: a.listOf(
    {
      port: a.int({ required: true, description: "Port." }),
      secret: a.string({ optional: true, sensitive: true, description: "Secret." }),
      number: a.int({ computed: true, description: "Place in the list." }),
    },
    { optional: true, description: "Rules." },
  ),
  peers: a.mapOf(
    { address: a.string({ required: true, description: "Address." }) },
    { optional: true, description: "Peers." },
  ),
  parts: a.setOf(
    {
      name: a.string({ required: true, description: "Name." }),
      size: a.int({ optional: true, default: 1, description: "Size." }),
    },
    { optional: true, description: "Parts." },
  ),
};

type Thing = State<typeof attributes>;

/** The shelf leaves out what was never set. */
const empty = Object.fromEntries(Object.keys(attributes).map((name) => [name, null]));

function sameLetters(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

/** What the shelf makes of a thing: it writes colors in capitals and fills in what it decides itself. */
function stored(plan: object, own: { capacity: number; token: string; revision: number }, id?: string) {
  const wanted = plan as Thing;
  return {
    ...wanted,
    ...own,
    ...(id === undefined ? { id: undefined as never } : { id }),
    color: wanted.color?.toUpperCase() ?? null,
    settings: wanted.settings && { ...wanted.settings, stamp: "stamped" },
    rules: wanted.rules?.map((rule, index) => ({ ...rule, number: index })) ?? null,
    password: null,
  };
}

export const thing = defineResource({
  name: "thing",
  description: "A thing on the shelf.",
  version: 1,
  attributes,

  validate({ config, diagnostics }) {
    if (config.kind === "fancy" && config.color === null) {
      diagnostics.error({ title: "A fancy thing needs a color", nextStep: "Set color.", attribute: "color" });
    }
  },

  async create({ plan, config, context, signal, log, saveState, privateState }) {
    if (context.has("create")) throw new Problem({ title: "The shelf is full", nextStep: "Clear it." });
    if (context.has("bug")) throw new TypeError("undefined is not a shelf");
    if (typeof config.password === "string")
      await context.note(`password of ${config.password.length} characters`);
    log.info(`Creating with password ${config.password}`, { token: "token-of-thing" });
    const capacity = isUnknown(plan.capacity) ? 10 : plan.capacity;
    const made = await context.put(stored(plan, { capacity, token: "token-of-thing", revision: 1 }));
    privateState.set("made", made.id);
    saveState(made as unknown as Thing);
    if (context.has("slow")) await context.waitForever(signal);
    if (context.has("after-create"))
      throw new Problem({ title: "The shelf broke down after the thing was made" });
    if (context.has("nan")) return { ...(made as unknown as Thing), ratio: Number.NaN };
    return made as unknown as Thing;
  },

  async read({ state, context, privateState }) {
    await context.note(`read ${privateState.get("made") === state.id}`);
    const found = await context.get(state.id);
    return found && ({ ...empty, ...found } as unknown as Thing);
  },

  async update({ plan, state, context, config }) {
    if (typeof config.password === "string") await context.note(`password again ${config.password.length}`);
    if (context.has("update"))
      throw new Problem({ title: "The shelf is locked", attribute: ["settings", "mode"] });
    const capacity = isUnknown(plan.capacity) ? state.capacity : plan.capacity;
    const own = { capacity, token: state.token, revision: state.revision + 1 };
    return (await context.put(stored(plan, own, state.id))) as unknown as Thing;
  },

  async delete({ state, context }) {
    if (context.has("delete")) throw new Problem({ title: "The shelf holds on to the thing" });
    await context.remove(state.id);
  },

  async importState({ id, identity, context, privateState }) {
    const wanted = identity ? String(identity.id) : id;
    if (!(await context.get(wanted))) {
      throw new Problem({ title: `There is no thing ${wanted}`, nextStep: "Look at the shelf for its id." });
    }
    privateState.set("made", wanted);
    return { id: wanted };
  },

  modifyPlan(call) {
    if (call.action === "destroy") {
      call.diagnostics.warn({ title: `Thing ${call.state.name} will be thrown away` });
      return;
    }
    if (call.plan.note === "replace me" && call.action === "update") call.requireReplace("note");
    if (call.plan.note === "refuse me")
      throw new Problem({ title: "Refused while planning", attribute: "note" });
  },

  upgrade: {
    0: ({ state }) => ({ ...state, name: state.title as string, title: undefined }) as Partial<Thing>,
  },

  move: ({ sourceType, sourceState }) =>
    sourceType === "sample_relic" ? { id: sourceState.id as string, name: sourceState.name as string } : null,

  identity: {
    attributes: { id: { type: t.string, description: "Id on the shelf." } },
    of: (state) => ({ id: state.id }),
  },

  list: {
    description: "The things on the shelf.",
    attributes: { prefix: a.string({ optional: true, description: "Only names that start so." }) },
    async *run({ config, context }) {
      for (const each of (await context.all()) as (StoredThing & Thing)[]) {
        if (each.name.startsWith(config.prefix ?? "")) yield { displayName: each.name, state: each };
      }
    },
  },
});
