import { expect, test } from "vitest";
import { TtlCache } from "../../src/addon/ttl-cache";

function scene(options: { maxEntries?: number } = {}) {
  const clock = { ms: 1_000, now: () => clock.ms };
  const cache = new TtlCache<string>({ ttlMs: 100, clock, ...options });
  const loads: string[] = [];
  const get = (key: string, value = key) =>
    cache.get(key, async () => {
      loads.push(key);
      return value;
    });
  return { clock, cache, loads, get };
}

test("a value is loaded once, and again from the moment on at which its time is over", async () => {
  const { clock, loads, get } = scene();
  expect(await get("a", "first")).toBe("first");
  clock.ms += 99;
  expect(await get("a", "second")).toBe("first");
  clock.ms += 1;
  expect(await get("a", "third")).toBe("third");
  expect(loads).toEqual(["a", "a"]);
});

test("a clock that is set back makes nothing last longer", async () => {
  const { clock, get } = scene();
  expect(await get("a", "first")).toBe("first");
  clock.ms -= 1;
  expect(await get("a", "second")).toBe("second");
});

test("who asks during a load shares it, a failure included, and who asks after a failure loads anew", async () => {
  const { cache, get, loads } = scene();
  let fail!: (error: Error) => void;
  const failing = () => new Promise<string>((_, reject) => (fail = reject));
  const both = [cache.get("a", failing), get("a")];
  fail(new Error("away"));
  expect((await Promise.allSettled(both)).map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  expect(loads).toEqual([]);
  expect(await get("a", "there")).toBe("there");
});

test("a failure takes back nothing that was loaded after it", async () => {
  const { cache, get, loads } = scene();
  let fail!: (error: Error) => void;
  const failing = cache.get("a", () => new Promise<string>((_, reject) => (fail = reject)));
  cache.forget("a");
  expect(await get("a", "newer")).toBe("newer");
  fail(new Error("away"));
  await expect(failing).rejects.toThrow("away");
  expect(await get("a", "newest")).toBe("newer");
  expect(loads).toEqual(["a"]);
});

test("the oldest gives way, and one that is loaded anew is the newest", async () => {
  const { clock, loads, get } = scene({ maxEntries: 2 });
  await get("a");
  await get("b");
  clock.ms += 100;
  await get("a");
  await get("c");
  loads.length = 0;
  await get("a");
  await get("c");
  expect(loads).toEqual([]);
  await get("b");
  expect(loads).toEqual(["b"]);
});

test("ten thousand are kept where nothing else is said", async () => {
  const { loads, get } = scene();
  for (let at = 0; at < 10_000; at++) await get(String(at));
  loads.length = 0;
  await get("0");
  expect(loads).toEqual([]);
  await get("one more");
  await get("0");
  expect(loads).toEqual(["one more", "0"]);
});

test("what is forgotten is loaded anew, one or all", async () => {
  const { cache, loads, get } = scene();
  await get("a");
  await get("b");
  cache.forget("a");
  await get("a");
  await get("b");
  expect(loads).toEqual(["a", "b", "a"]);
  cache.clear();
  await get("b");
  expect(loads).toEqual(["a", "b", "a", "b"]);
});
