import { describe, expect, test } from "vitest";
import { jsonOf, readAnswer } from "../../../../src/local/platform/apps/app-answer";
import { modal } from "../../apps/sdk-app";

const answered = (body: unknown, status = 200) =>
  readAnswer({ status, body: typeof body === "string" ? body : JSON.stringify(body) });

const view = modal("form", []);
const opens = { triggerId: "t", viewType: "NATIVE", action: "OPEN", view };

describe("an app's answer", () => {
  test.each([
    ["nothing", "", 200, { kind: "message", text: "" }],
    ["no JSON", "ok", 200, { kind: "message", text: "" }],
    ["null", "null", 200, { kind: "message", text: "" }],
    ["a word", '"ok"', 200, { kind: "message", text: "" }],
    ["an empty object", {}, 200, { kind: "message", text: "" }],
    ["a message", { message: "Kept" }, 299, { kind: "message", text: "Kept" }],
    ["a message that is no text", { message: 5 }, 200, { kind: "message", text: "" }],
    ["a redirect", { message: "Moved" }, 300, { kind: "refusal", text: "Moved" }],
    ["a refusal", { message: "Not you" }, 400, { kind: "refusal", text: "Not you" }],
    ["a failure", "<html>", 500, { kind: "refusal", text: "" }],
    ["a view in a refusal", opens, 400, { kind: "refusal", text: "" }],
  ])("of %s", (_, body, status, expected) => {
    expect(answered(body, status)).toEqual(expected);
  });

  test("that did not come is a refusal without a word", () => {
    const none = { problem: "no answer within 3000 ms" };
    expect([readAnswer(none), jsonOf(none)]).toEqual([{ kind: "refusal", text: "" }, null]);
  });

  test("with a view is that view", () => {
    expect(answered(opens)).toMatchObject({
      kind: "view",
      response: { action: "OPEN", view: { callbackId: "form" } },
    });
    expect(jsonOf({ status: 200, body: "[1]" })).toEqual([1]);
  });

  test.each([
    ["an unknown action", { ...opens, action: "SHOW" }, "action: "],
    ["a view alone", { view }, "triggerId: "],
    ["an action alone", { action: "OPEN" }, "view: "],
    ["a type alone", { viewType: "NATIVE" }, "; action: "],
    ["a modal without a title", { ...opens, view: { ...view, title: undefined } }, "view.title: "],
  ])("with %s cannot be shown, and says which field is at fault", (_, body, fault) => {
    const read = answered(body);
    expect(read.kind).toBe("unusable");
    expect(read).toMatchObject({ problem: expect.stringContaining(fault) });
    expect(read).toMatchObject({ problem: expect.stringMatching(/^the view was not taken: \w/) });
  });

  test("with another company's picker is not possible here", () => {
    expect(answered({ ...opens, viewType: "INTEGRATION", view: {} })).toEqual({
      kind: "unusable",
      problem: "INTEGRATION views are not there in a local workspace",
    });
  });
});
