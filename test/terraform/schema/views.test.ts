import { describe, expectTypeOf, it } from "vitest";
import {
  a,
  type Config,
  type KnownConfig,
  type Plan,
  type Planned,
  type State,
  t,
  type Unknown,
} from "../../../src/terraform";

const attributes = {
  id: a.string({ computed: true, keepState: true, description: "Id." }),
  name: a.string({ required: true, description: "Name." }),
  note: a.string({ optional: true, description: "Note." }),
  size: a.int({ optional: true, default: 1, description: "Size." }),
  zone: a.string({ optional: true, computed: true, nullable: true, description: "Zone." }),
  secret: a.string({ optional: true, writeOnly: true, description: "Secret." }),
  tags: a.list(t.string, { optional: true, description: "Tags." }),
  rules: a.listOf(
    {
      port: a.int({ required: true, description: "Port." }),
      stamp: a.string({ computed: true, description: "Stamp." }),
    },
    { optional: true, description: "Rules." },
  ),
};

describe("the types that a schema gives", () => {
  it("hold unknown values in configuration, and null for what nobody set", () => {
    expectTypeOf<Config<typeof attributes>["name"]>().toEqualTypeOf<string | Unknown>();
    expectTypeOf<Config<typeof attributes>["id"]>().toEqualTypeOf<null>();
    expectTypeOf<Config<typeof attributes>["size"]>().toEqualTypeOf<number | Unknown | null>();
    expectTypeOf<Config<typeof attributes>["tags"]>().toEqualTypeOf<(string | Unknown)[] | Unknown | null>();
  });

  it("are wholly known at apply, where the configuration has the write-only value", () => {
    expectTypeOf<KnownConfig<typeof attributes>["secret"]>().toEqualTypeOf<string | null>();
    expectTypeOf<KnownConfig<typeof attributes>["rules"]>().toEqualTypeOf<
      { port: number; stamp: null }[] | null
    >();
  });

  it("hold defaults and unknown computed values in a plan", () => {
    expectTypeOf<Plan<typeof attributes>["size"]>().toEqualTypeOf<number | Unknown>();
    expectTypeOf<Planned<typeof attributes>["size"]>().toEqualTypeOf<number>();
    expectTypeOf<Planned<typeof attributes>["id"]>().toEqualTypeOf<string | Unknown>();
    expectTypeOf<Planned<typeof attributes>["secret"]>().toEqualTypeOf<null | undefined>();
  });

  it("have every value in state, null only where the schema says so", () => {
    expectTypeOf<State<typeof attributes>["id"]>().toEqualTypeOf<string>();
    expectTypeOf<State<typeof attributes>["zone"]>().toEqualTypeOf<string | null>();
    expectTypeOf<State<typeof attributes>["note"]>().toEqualTypeOf<string | null>();
    expectTypeOf<NonNullable<State<typeof attributes>["rules"]>[number]>().toEqualTypeOf<{
      port: number;
      stamp: string;
    }>();
  });
});
