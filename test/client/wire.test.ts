import { describe, expect, it } from "vitest";
import { z } from "zod";
import { PumbleAnswerError, PumbleContractError, PumbleInputError } from "../../src/client";
import type { TransportResponse } from "../../src/client/transports/transport";
import { firstIssue, parsedAnswer, prepare, UnreadableAnswer } from "../../src/client/wire";
import { version } from "../../src/pumble/version";
import { general, messageId } from "./fixtures";

const apiKey = "0123456789abcdef0123456789abcdef";
const endpoint = { baseUrl: "https://pumble.example", apiKey };

describe("a request", () => {
  it("that reads has its input in the address, without what is undefined, and no body", () => {
    const input = { channelId: general, messageId: messageId(1), channel: undefined };
    expect(prepare("fetchMessage", input, endpoint).request).toStrictEqual({
      method: "GET",
      url: `https://pumble.example/fetchMessage?channelId=${general}&messageId=${messageId(1)}`,
      headers: { ApiKey: apiKey, Accept: "application/json", "User-Agent": `pumble-iac/${version}` },
    });
  });

  it("without an input ends with its operation", () => {
    expect(prepare("myInfo", {}, endpoint).request.url).toBe("https://pumble.example/myInfo");
    expect(prepare("myInfo", undefined as never, endpoint).request.url).toBe("https://pumble.example/myInfo");
  });

  it("that writes has it as JSON", () => {
    const { request, input } = prepare("sendMessage", { channelId: general, text: "a & b" }, endpoint);
    expect(request).toMatchObject({ method: "POST", url: "https://pumble.example/sendMessage" });
    expect(request.headers).toMatchObject({ "Content-Type": "application/json", Accept: "application/json" });
    expect(JSON.parse(request.body!)).toEqual(input);
    expect(input).toMatchObject({ text: "a & b" });
  });

  it("with a wrong input names the field, and is not made", () => {
    const call = () => prepare("listMessages", { channelId: general, limit: -1 }, endpoint);
    expect(call).toThrow(PumbleInputError);
    expect(call).toThrow(/limit/);
  });
});

const call = { ...prepare("myInfo", {}, endpoint), action: "read who the key is for" };
const answer = (status: number, body: string, headers: Record<string, string> = {}): TransportResponse => ({
  status,
  body,
  header: (name) => headers[name] ?? null,
});
const said = z.object({ list: z.array(z.object({ name: z.string() })) });

function thrownBy(response: TransportResponse, output: z.ZodType | null = said): Error {
  try {
    parsedAnswer(call, output, response);
  } catch (error) {
    return error as Error;
  }
  throw new Error("nothing was thrown");
}

describe("an answer", () => {
  it.each([200, 201, 299])("with %d is read, for what was asked", (status) => {
    expect(parsedAnswer(call, said, answer(status, '{"list": [{"name": "a"}]}'))).toEqual({
      list: [{ name: "a" }],
    });
  });

  it.each([199, 300, 404])("with %d is none, however well it reads", (status) => {
    expect(thrownBy(answer(status, '{"list": []}'))).toBeInstanceOf(PumbleAnswerError);
  });

  it("that is to be empty is not looked at", () => {
    expect(parsedAnswer(call, null, answer(204, "<html>"))).toBeUndefined();
  });

  it("that does not fit names the field, down to the element", () => {
    const error = thrownBy(answer(200, '{"list": [{"name": "a"}, {"name": 5}]}'));
    expect(error).toBeInstanceOf(PumbleContractError);
    expect(error).not.toBeInstanceOf(UnreadableAnswer);
    expect(error).toMatchObject({ field: "list[1].name" });
    expect(error.message).toContain("field list[1].name: ");
  });

  it("that is none of JSON shows its first 60 characters in one line", () => {
    const error = thrownBy(answer(200, `\n  <html>\n\n   <p>${"x".repeat(60)}`));
    expect(error).toBeInstanceOf(UnreadableAnswer);
    expect(error.name).toBe("UnreadableAnswer");
    expect(error.message).toContain(`not JSON, the answer begins with "<html> <p>${"x".repeat(46)}"`);
  });

  it.each(["", " \n"])("of nothing is told as such (%j)", (body) => {
    expect(thrownBy(answer(200, body)).message).toContain("not JSON, the answer is empty");
  });

  it("that echoes the key does not show it, nor another's", () => {
    const other = `pmb_5f0c1d2e3a4b_${"aZ09".repeat(9)}bQ`;
    const error = thrownBy(answer(400, JSON.stringify({ error: `bad ApiKey ${apiKey} (not ${other})` })));
    expect(error.message).toContain("bad ApiKey …");
    expect(error.message).not.toContain(other);
    expect(thrownBy(answer(500, `<b>${apiKey}`)).message).toContain('begins with "<b>…"');
  });

  it("that echoes the key where what is shown of it ends shows no part of the key", () => {
    const before = "x".repeat(50);
    expect(thrownBy(answer(500, `${before}${apiKey}`)).message).toContain(`begins with "${before}…"`);
  });

  it("that redirects says where to, without the key", () => {
    const error = thrownBy(answer(302, "moved", { location: `https://other.example/?k=${apiKey}` }));
    expect(error).toMatchObject({ location: "https://other.example/?k=…", status: 302 });
    expect(error.message).toContain("it redirects to https://other.example/?k=…");
  });

  it("that refuses is no redirect, whatever its Location says", () => {
    const error = thrownBy(answer(400, '{"error": "no"}', { location: "https://other.example/" }));
    expect(error.message).not.toContain("redirects");
    expect(error).toMatchObject({ location: undefined });
    expect(thrownBy(answer(302, "moved")).message).toContain('begins with "moved"');
  });
});

it("an issue at the top has no field, and says only what is wrong", () => {
  expect(firstIssue(z.string("not a text").safeParse(5).error!)).toEqual({ field: "", text: "not a text" });
});
