import { describe, expect, test } from "vitest";
import { PumbleChannel, PumbleSchedule, type PumbleScheduleProps, Recurrence } from "../../constructs";
import { only, synth } from "./synth";

const channel = "5f0c1d2e3a4b5c6d7e8f9a0b";

function scheduled(props: object) {
  const { resource } = synth((stack) => {
    new PumbleSchedule(stack, "x", { channel, text: "x", ...props } as PumbleScheduleProps);
  });
  const { channel_id: _, text: __, ...others } = only(resource.pumble_scheduled_message);
  return others;
}

describe("a scheduled message", () => {
  test("is sent at a moment", () => {
    expect(scheduled({ sendAt: "2030-01-31T09:00:00+01:00" })).toEqual({
      send_at: "2030-01-31T09:00:00+01:00",
    });
    expect(scheduled({ sendAt: new Date("2030-01-31T09:00:00.500+01:00") })).toEqual({
      send_at: "2030-01-31T08:00:00.500Z",
    });
  });

  test("is sent when clocks somewhere show a time, the same text in the code every day", () => {
    const zone = { at: "09:00", timeZone: "Europe/Berlin" };
    expect(scheduled({ ...zone, recurrence: Recurrence.businessDays() })).toEqual({
      ...{ send_at: "2026-01-05T09:00:00", time_zone: "Europe/Berlin", recurrence: { type: "BUSINESSDAYS" } },
    });
    expect(scheduled({ ...zone, from: "2030-01-31" })).toEqual({
      ...{ send_at: "2030-01-31T09:00:00", time_zone: "Europe/Berlin" },
    });
  });

  test("goes to a thread, where it is known to be one", () => {
    const { resource } = synth((stack) => {
      const news = PumbleChannel.fromName(stack, "news", "news");
      const threadRoot = news.announce("a", { text: "a" });
      news.schedule("b", { text: "b", sendAt: "2030-01-31T09:00:00Z", threadRoot });
    });
    const [message] = Object.keys(resource.pumble_message!);
    expect(only(resource.pumble_scheduled_message)).toMatchObject({
      thread_root_id: `\${pumble_message.${message}.id}`,
    });
  });
});
