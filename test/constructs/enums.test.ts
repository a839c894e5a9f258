import { expect, test } from "vitest";
import {
  ChannelType,
  Emoji,
  ListedChannelType,
  MarkdownUnresolved,
  OnChannelDestroy,
  OnMessageDestroy,
  OperationGroup,
  PumbleSchedule,
  Recurrence,
  SearchOrder,
  UserStatus,
} from "../../constructs";
import { provider } from "../../src/provider/provider";
import { operationGroups } from "../../src/pumble/operations/groups";
import { recurrenceTypes } from "../../src/pumble/recurrence";
import type { Attribute, Attributes } from "../../src/terraform/schema/attribute";
import { only, synth } from "./synth";

/** The choices that an attribute names when it refuses a value; undefined where it takes any. */
function choices({ rules }: Attribute): string[] | undefined {
  for (const value of ["?", ["?"]]) {
    for (const validator of rules.validate) {
      const [, list] =
        /must be one of (".*"), but is/.exec(
          String(tried(() => typeof validator === "function" && validator(value))),
        ) ?? [];
      if (list) return JSON.parse(`[${list}]`);
    }
  }
  return undefined;
}

function tried<T>(run: () => T): T | undefined {
  try {
    return run();
  } catch {
    return undefined;
  }
}

function walk(attributes: Attributes, path: string): [string, string[]][] {
  return Object.entries(attributes).flatMap(([name, attribute]) => {
    const found = choices(attribute);
    const below = attribute.nested ? walk(attribute.nested.attributes, `${path}.${name}`) : [];
    return [...(found ? [[`${path}.${name}`, found] as [string, string[]]] : []), ...below];
  });
}

test("each set of values that the provider knows is an enum of the constructs", () => {
  const known = [
    ...provider.resources.flatMap(({ name, attributes }) => walk(attributes, `resource ${name}`)),
    ...provider.dataSources.flatMap(({ name, attributes }) => walk(attributes, `data ${name}`)),
  ];
  const messages = Object.values(OnMessageDestroy);
  const unresolved = Object.values(MarkdownUnresolved);
  expect(Object.fromEntries(known)).toEqual({
    "resource channel.type": Object.values(ChannelType),
    "resource channel.on_destroy": Object.values(OnChannelDestroy),
    "resource message.markdown_unresolved": unresolved,
    "resource reply.markdown_unresolved": unresolved,
    "resource scheduled_message.markdown_unresolved": unresolved,
    "resource message.on_destroy": messages,
    "resource reply.on_destroy": messages,
    "resource direct_message.on_destroy": messages,
    "resource scheduled_message.recurrence.type": [...recurrenceTypes],
    "resource api_key.groups": Object.values(OperationGroup),
    "data channels.type": Object.values(ListedChannelType),
    "data users.status": Object.values(UserStatus),
    "data search.order": Object.values(SearchOrder),
  });
  expect(Object.values(OperationGroup)).toEqual(operationGroups);
});

test("each recurrence of Pumble has a factory", () => {
  const made = [
    Recurrence.daily(),
    Recurrence.businessDays(),
    Recurrence.weekly(),
    Recurrence.biweekly(),
    Recurrence.monthlyOnNthWeekday(),
    Recurrence.monthlyOnLastWeekday(),
    Recurrence.quarterlyOnNthWeekday(),
    Recurrence.quarterlyOnLastWeekday(),
    Recurrence.annually(),
  ];
  expect(made.map(({ type }) => type)).toEqual(recurrenceTypes);
});

test("a recurrence ends after a number of times or at a moment", () => {
  const schedule = (recurrence: Recurrence) => {
    const { resource } = synth((stack) => {
      const channel = "5f0c1d2e3a4b5c6d7e8f9a0b";
      new PumbleSchedule(stack, "x", { channel, text: "x", sendAt: "2030-01-31T09:00:00Z", recurrence });
    });
    return only(resource.pumble_scheduled_message).recurrence;
  };
  expect(schedule(Recurrence.daily({ endAfterOccurrences: 3 }))).toEqual({
    ...{ type: "DAILY", end_after_occurrences: 3 },
  });
  expect(schedule(Recurrence.daily({ endDate: new Date("2031-01-01T00:00:00Z") }))).toEqual({
    ...{ type: "DAILY", end_date: "2031-01-01T00:00:00Z" },
  });
});

test("every emoji is a code that a reaction takes", () => {
  const { attributes } = provider.resources.find(({ name }) => name === "reaction")!;
  const [isCode] = attributes.reaction!.rules.validate as ((code: string) => string | undefined)[];
  const codes = Object.values(Emoji).filter((one) => typeof one === "string");
  expect(codes.length).toBeGreaterThan(30);
  expect(codes.filter((code) => isCode!(code) !== undefined)).toEqual([]);
  expect(Emoji.of("wave")).toBe(":wave:");
  expect(Emoji.of(":wave:")).toBe(":wave:");
});
