import { expect, it } from "vitest";
import { toCdktfApp } from "../../../src/cli/export/cdktf-app";
import { exportedWith } from "./scene";

it("channels of an app have ids of which CDKTF keeps a name for Terraform, each another one", () => {
  const { channels, ...rest } = exportedWith("a");
  const keys = ["ops", "日本", "한국", "123", "mün", "män", "ops-2", "tokio-日本", "tokio-한국"];
  const main = toCdktfApp({ ...rest, channels: keys.map((key) => ({ ...channels[0]!, key })) })["main.ts"]!;
  const made = [...main.matchAll(/new PumbleChannel\(stack, "(.*?)", \{\n {2}name: "(.*?)"/g)];
  expect(made.map(([, id, name]) => [name, id])).toEqual([
    ["ops", "ops"],
    ["日本", "channel"],
    ["한국", "channel-2"],
    ["123", "channel-123"],
    ["mün", "mün"],
    ["män", "mn-2"],
    ["ops-2", "ops-2"],
    ["tokio-日本", "tokio-日本"],
    ["tokio-한국", "tokio--2"],
  ]);
  const kept = made.map(([, id]) => id!.replace(/[^A-Za-z0-9_-]/g, ""));
  expect(new Set(kept).size).toBe(keys.length);
});

it("variables of an app are words of the language, each another one", () => {
  const { channels, ...rest } = exportedWith("a");
  const [channel, message] = [channels[0]!, channels[0]!.announcements[0]!];
  const keys = { ops: "duty-rules", "ops-duty": "rules", "ops--duty": "rules" };
  const alike = Object.entries(keys).map(([key, said]) => ({
    ...{ ...channel, key },
    announcements: [
      { ...message, key: said, replies: [message, message].map((one) => ({ ...one, ...reply })) },
    ],
  }));
  const main = toCdktfApp({ ...rest, channels: alike })["main.ts"]!;
  const made = [...main.matchAll(/^const (.*?) = /gm)].map(([, name]) => name!).slice(2);
  expect(made.filter((name) => !/^\w+$/.test(name))).toEqual([]);
  expect(new Set(made).size).toBe(3 + 3 + 6);
});

const reply = { key: "yes", alsoSendToChannel: false };
