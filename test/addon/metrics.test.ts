import { describe, expect, test } from "vitest";
import { Metrics } from "../../src/addon/metrics";

/** The lines of one series, without what is said about it. */
function series(metrics: Metrics, name: string): string[] {
  return String(metrics)
    .split("\n")
    .filter((line) => line.startsWith(name));
}

test("every series is there from the start, with its type and what it counts", () => {
  const text = String(new Metrics());
  const told = [...text.matchAll(/^# HELP (\w+) ([A-Z].+\.)\n# TYPE \1 (\w+)$/gm)];
  expect(Object.fromEntries(told.map(([, name, , type]) => [name, type]))).toEqual({
    pumble_addon_requests_total: "counter",
    pumble_addon_request_seconds: "histogram",
    pumble_addon_platform_calls_total: "counter",
    pumble_addon_platform_call_seconds: "histogram",
    pumble_addon_rate_limited_total: "counter",
  });
  expect(text).toMatch(/[^\n]\n$/);
});

describe("a counter", () => {
  test("counts each set of labels for itself", () => {
    const metrics = new Metrics();
    metrics.requests.add("myInfo", "GET", "200");
    metrics.requests.add("myInfo", "GET", "200");
    metrics.requests.add("myInfo", "GET", "403");
    metrics.platformCalls.add("POST", "none");
    metrics.rateLimited.add("key");
    expect(series(metrics, "pumble_addon_requests_total")).toEqual([
      'pumble_addon_requests_total{route="myInfo",method="GET",status="200"} 2',
      'pumble_addon_requests_total{route="myInfo",method="GET",status="403"} 1',
    ]);
    expect(series(metrics, "pumble_addon_platform_calls_total")).toEqual([
      'pumble_addon_platform_calls_total{method="POST",status="none"} 1',
    ]);
    expect(series(metrics, "pumble_addon_rate_limited_total")).toEqual([
      'pumble_addon_rate_limited_total{by="key"} 1',
    ]);
  });

  test("lets no label end its line or its quotes", () => {
    const metrics = new Metrics();
    metrics.requests.add('a"} 9\\', "GET", "200");
    expect(series(metrics, "pumble_addon_requests_total")).toEqual([
      'pumble_addon_requests_total{route="a_} 9_",method="GET",status="200"} 1',
    ]);
  });
});

test("a histogram counts in seconds, each time with all bounds that hold it, and none beyond the last", () => {
  const metrics = new Metrics();
  for (const ms of [5, 5.1, 250, 10_000, 10_001]) metrics.duration.observe(ms);
  const name = "pumble_addon_request_seconds";
  const below = "0.005 1, 0.01 2, 0.025 2, 0.05 2, 0.1 2, 0.25 3, 0.5 3, 1 3, 2.5 3, 5 3, 10 4, +Inf 5";
  expect(series(metrics, name)).toEqual([
    ...below.split(", ").map((each) => `${name}_bucket{le="${each.replace(" ", '"} ')}`),
    `${name}_sum ${0.005 + 0.0051 + 0.25 + 10 + 10.001}`,
    `${name}_count 5`,
  ]);
  expect(series(metrics, "pumble_addon_platform_call_seconds_count")).toEqual([
    "pumble_addon_platform_call_seconds_count 0",
  ]);
});
