/** Schedules and scripts: when and what they are. */
import { describe, expect, it } from "vitest";
import { brieflyOf, workspaceOf } from "../folder";

const scheduled = (inside: string) => `channels: { ops: { schedules: { s: { text: Hi, ${inside} } } } }`;
const berlin = 'at: "09:00", time_zone: Europe/Berlin';

const times: Record<string, [inside: string, sendAt: string, endDate?: string]> = {
  "in winter": [`${berlin}, on: 2035-01-08`, "2035-01-08T09:00:00+01:00"],
  "in summer": [`${berlin}, on: 2035-07-09`, "2035-07-09T09:00:00+02:00"],
  "west of Greenwich": [
    'at: "22:15:30", time_zone: America/St_Johns, on: 2035-01-08',
    "2035-01-08T22:15:30-03:30",
  ],
  "in Greenwich": ['at: "00:00", time_zone: UTC, on: 2035-01-08', "2035-01-08T00:00:00Z"],
  "in a zone that is more than half a day ahead": [
    'at: "00:30", time_zone: Pacific/Kiritimati, on: 2035-01-01',
    "2035-01-01T00:30:00+14:00",
  ],
  "at a time that a change of clocks leaves out": [
    'at: "02:30", time_zone: Europe/Berlin, on: 2035-03-25',
    "2035-03-25T03:30:00+02:00",
  ],
  "at the first of two times that a change of clocks brings": [
    'at: "02:30", time_zone: Europe/Berlin, on: 2035-10-28',
    "2035-10-28T02:30:00+02:00",
  ],
  "on the workday after a Saturday": [
    `${berlin}, every: workday, from: 2035-01-06`,
    "2035-01-08T09:00:00+01:00",
  ],
  "on the workday after a Sunday": [
    `${berlin}, every: workday, from: 2035-01-07`,
    "2035-01-08T09:00:00+01:00",
  ],
  "on a Friday as on any workday": [
    `${berlin}, every: workday, from: 2035-01-05`,
    "2035-01-05T09:00:00+01:00",
  ],
  "on a Saturday where it comes every week": [
    `${berlin}, every: week, from: 2035-01-06`,
    "2035-01-06T09:00:00+01:00",
  ],
  "to the end of a day, there": [
    `${berlin}, every: day, from: 2035-01-08, until: 2035-07-09`,
    "2035-01-08T09:00:00+01:00",
    "2035-07-09T23:59:00+02:00",
  ],
  "to a moment": [
    `${berlin}, every: day, from: 2035-01-08, until: 2035-01-08T08:00:00Z`,
    "2035-01-08T09:00:00+01:00",
    "2035-01-08T08:00:00Z",
  ],
  "to a moment that in Greenwich is on the day before": [
    'at: "08:00", time_zone: Asia/Tokyo, every: day, from: 2035-01-08, until: 2035-01-07T23:00:00Z',
    "2035-01-08T08:00:00+09:00",
    "2035-01-07T23:00:00Z",
  ],
};

describe("a schedule comes", () => {
  for (const [title, [inside, sendAt, endDate = null]] of Object.entries(times)) {
    it(title, () => {
      const [schedule] = workspaceOf({ "workspace.yaml": scheduled(inside) }).channels.get("ops")!.schedules;
      expect(schedule).toMatchObject({ sendAt, endDate });
    });
  }

  it("never, where it ends before its first time", () => {
    const next = '. Write a later "until".';
    expect(
      brieflyOf(
        scheduled("at: '09:00', time_zone: UTC, every: workday, from: 2035-01-06, until: 2035-01-07"),
      ),
    ).toEqual([
      `shape 1:118+10 "s" ends before it begins: it would first come at 2035-01-08T09:00:00Z${next}`,
    ]);
    expect(
      brieflyOf(scheduled(`${berlin}, every: day, from: 2035-01-08, until: 2035-01-08T07:59:59Z`)),
    ).toEqual([
      `shape 1:124+20 "s" ends before it begins: it would first come at 2035-01-08T09:00:00+01:00${next}`,
    ]);
  });
});

describe("what stands in a channel", () => {
  it("has an order where Pumble shows one, and that of its keys elsewhere", () => {
    const at = 'text: Hi, at: "09:00", time_zone: UTC, on: 2035-01-08';
    const { channels } = workspaceOf({
      "workspace.yaml": `channels:
  ops:
    announcements: { b: { text: B, replies: { z: { text: Z }, y: { text: Y } } }, a: { text: A } }
    schedules: { b: { ${at} }, a: { ${at} } }
    scripts: { b: { file: s.ts }, a: { file: ./s.ts, input: { x: 1 } } }
`,
      "s.ts": "export {};\n",
    });
    const { announcements, schedules, scripts } = channels.get("ops")!;
    expect(announcements.map(({ key }) => key)).toEqual(["b", "a"]);
    expect(announcements[0]!.replies.map(({ key }) => key)).toEqual(["z", "y"]);
    expect(schedules.map(({ key }) => key)).toEqual(["a", "b"]);
    expect(scripts).toMatchObject([
      { key: "a", file: "s.ts", input: { x: 1 } },
      { key: "b", file: "s.ts", input: {} },
    ]);
    expect(scripts[0]!.hash).toMatch(/^[0-9a-f]{64}$/);
    expect(scripts[0]!.hash).toBe(scripts[1]!.hash);
  });

  it("starts a script's path from the file that names it", () => {
    const { channels } = workspaceOf({
      "workspace.yaml": "",
      "teams/ops.yaml": "channels: { ops: { scripts: { s: { file: ./s.ts } } } }\n",
      "teams/s.ts": "",
    });
    expect(channels.get("ops")!.scripts).toMatchObject([{ key: "s", file: "teams/s.ts" }]);
  });

  it("is what it is by default, and what the file says", () => {
    const { channels } = workspaceOf({
      "workspace.yaml": `channels:
  ops:
    announcements:
      plain: { text: A, replies: { r: { text: R } } }
      all: { text: A, as_bot: true, adopt: true, keep: true, reactions: [":tada:", ":eyes:", ":tada:"], replies: { r: { text: R, as_bot: true, also_send_to_channel: true, reactions: [":+1:"] } } }
`,
    });
    const off = { asBot: false, reactions: [] };
    expect(channels.get("ops")!.announcements).toMatchObject([
      { ...off, adopt: false, keep: false, replies: [{ ...off, key: "r", alsoSendToChannel: false }] },
      {
        ...{ asBot: true, adopt: true, keep: true, reactions: [":eyes:", ":tada:"] },
        replies: [{ asBot: true, alsoSendToChannel: true, reactions: [":+1:"], place: { line: 5 } }],
      },
    ]);
  });

  it("has the same key however its letters are composed", () => {
    const files = {
      "workspace.yaml":
        "channels: { ops: { announcements: { cafe\u0301: { text: A, replies: { cafe\u0301: { text: B } } } } } }",
    };
    const [announcement] = workspaceOf(files).channels.get("ops")!.announcements;
    expect([announcement!.key, announcement!.replies[0]!.key]).toEqual(["café", "café"]);
  });

  it("is left out with its problem, and the others' problems are told too", () => {
    const file = `channels:
  ops:
    announcements:
      a: { markdown: a.md, replies: { r: { markdown: r.md } } }
    schedules:
      s: { markdown: s.md, at: "09:00", time_zone: UTC, on: 2035-01-08 }
    scripts:
      t: { file: ../t.ts }
`;
    expect(brieflyOf(file)).toEqual([
      'file 4:22+4 "a.md" does not exist. Write it, or correct its name.',
      'file 4:54+4 "r.md" does not exist. Write it, or correct its name.',
      'file 6:22+4 "s.md" does not exist. Write it, or correct its name.',
      'file 8:18+7 "../t.ts" leads out of the workspace\'s folder. Put a copy into it.',
    ]);
  });
});

describe("what is posted", () => {
  const keys = ["welcome", "2", "rules", "1"];
  const entries = `{ ${keys.map((key) => `${key}: { text: Hi }`).join(", ")} }`;
  const channelOf = (text: string) => workspaceOf({ "workspace.yaml": text }).channels.get("ops")!;
  const keysOf = (values: readonly { key: string }[]) => values.map(({ key }) => key);

  it.each([
    ["a channel's", `channels: { ops: { announcements: ${entries} } }`],
    ["the template's", `template: { announcements: ${entries} }\nchannels: { ops: }`],
  ])("comes in the order in which it is written, %s", (_, text) => {
    expect(keysOf(channelOf(text).announcements)).toEqual(keys);
  });

  it("comes in that order in a thread, too", () => {
    const { announcements } = channelOf(
      `channels: { ops: { announcements: { a: { text: Hi, replies: ${entries} } } } }`,
    );
    expect(keysOf(announcements[0]!.replies)).toEqual(keys);
  });
});
