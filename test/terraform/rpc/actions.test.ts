import { rmSync, writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { createProviderServer } from "../../../src/terraform";
import { createLogger } from "../../../src/terraform/process/log";
import type { ProviderServer } from "../../../src/terraform/wire/protocol";
import { provider } from "../sample-provider/provider";
import { configured, define } from "./box";
import { all, ask, wire } from "./harness";
import { sampleInEachTest } from "./sample";

const sample = sampleInEachTest();

describe("actions", () => {
  it("are validated, planned, and stream their progress to the end", async () => {
    const config = wire({ times: 2 });
    const { server } = sample();
    const checked = await ask(server, "validateActionConfig", { typeName: "sample_shake", config });
    expect(checked.diagnostics).toEqual([]);
    expect((await ask(server, "planAction", { actionType: "sample_shake", config })).diagnostics).toEqual([]);
    expect(await all(ask(server, "invokeAction", { actionType: "sample_shake", config }))).toEqual([
      { progress: { message: "shaken 1 times" } },
      { progress: { message: "shaken 2 times" } },
      { completed: { diagnostics: [] } },
    ]);
  });

  it("are not planned or run with what their schema refuses", async () => {
    const asked = { actionType: "sample_shake", config: wire({ times: null }) };
    const { diagnostics } = await ask(sample().server, "planAction", asked);
    expect(diagnostics).toMatchObject([{ summary: "times is required" }]);
    expect(await all(ask(sample().server, "invokeAction", asked))).toMatchObject([
      { completed: { diagnostics: [{ summary: "times is required" }] } },
    ]);
  });

  it("say nothing more once somebody asked them to stop", async () => {
    const shake = define.defineAction({
      ...{ name: "shake", description: "", attributes: {} },
      async invoke({ progress, signal, context }) {
        progress(`first ${context.api}`);
        await ask(server, "stopProvider", {});
        expect(signal.aborted).toBe(true);
        progress("second");
      },
    });
    const { server } = await configured({}, { actions: [shake] });
    expect(await all(ask(server, "invokeAction", { actionType: "test_shake", config: wire({}) }))).toEqual([
      { progress: { message: "first up" } },
      { completed: { diagnostics: [] } },
    ]);
  });

  it("end as failed, and do not hang, when not even the log can be written", async () => {
    const write = () => {
      throw new Error("no room");
    };
    const log = createLogger({ name: "test", env: { TF_LOG: "debug" }, write });
    const broken = createProviderServer(provider, { log }) as Required<ProviderServer>;
    const asked = { actionType: "sample_shake", config: wire({ times: 1 }) };
    await expect(all(ask(broken, "invokeAction", asked))).rejects.toThrow("no room");
  });

  it("end with their problem when they fail", async () => {
    const { shelf, server } = sample();
    rmSync(shelf, { recursive: true });
    writeFileSync(shelf, "not a folder");
    const config = wire({ times: 1 });
    const events = await all(ask(server, "invokeAction", { actionType: "sample_shake", config }));
    expect(events.at(-1)).toMatchObject({ completed: { diagnostics: [{ severity: 1 }] } });
  });
});
