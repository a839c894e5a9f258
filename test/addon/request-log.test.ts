import { describe, expect, test } from "vitest";
import { RequestLog } from "../../src/addon/http/request-log";
import { createLog } from "../../src/addon/log";
import { Metrics } from "../../src/addon/metrics";

const lines: string[] = [];
const requests = new RequestLog({
  log: createLog("info", (line) => lines.push(line)),
  metrics: new Metrics(),
});
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

describe("the id of a request", () => {
  test.each(["a", "Ab.9_c-", "x".repeat(64)])("is the one that came with it where that is one: %s", (id) => {
    expect(requests.begin(id).requestId).toBe(id);
  });

  test.each([undefined, "", "a b", "é", 'x","keyId":"forged', "x\n{}", "x".repeat(65)])(
    "is a new one where what came is none: %j",
    (given) => {
      const trace = requests.begin(given);
      expect(trace.requestId).toMatch(uuid);
      requests.end(trace, { method: "GET", path: '/"x', status: 200 });
      const line = lines.pop()!;
      expect(JSON.parse(line)).toMatchObject({ requestId: trace.requestId, path: '/"x', status: 200 });
      expect(line).not.toContain("forged");
    },
  );
});
