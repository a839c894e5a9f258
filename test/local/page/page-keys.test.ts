import { afterEach, expect, test, vi } from "vitest";
import { ofPage } from "./hosted";

interface Keys {
  followKeys(): void;
  modifier: string;
}

interface State<Value> {
  value: Value;
}

/** The page's keys in a browser of this kind, of which there is no more than they need. */
async function page(platform: string) {
  const window = new EventTarget();
  const location = { href: "http://localhost/?member=ada", search: "" };
  const replaceState = (_state: unknown, _unused: string, url: URL) => {
    location.href = url.href;
  };
  for (const [name, value] of Object.entries({
    window,
    navigator: { platform },
    location,
    history: { replaceState },
  }))
    vi.stubGlobal(name, value);
  vi.resetModules();
  const { followKeys, modifier } = await ofPage<Keys>("view/page-keys");
  const { searchOpen } = await ofPage<{ searchOpen: State<boolean> }>("state/search");
  const { inspector } = await ofPage<{ inspector: State<string | null> }>("state/inspector");
  followKeys();
  const press = (key: string, held: object) => {
    const event = Object.assign(new Event("keydown", { cancelable: true }), {
      ...{ key, ctrlKey: false, metaKey: false, shiftKey: false, altKey: false },
      ...held,
    });
    window.dispatchEvent(event);
    return [event.defaultPrevented, searchOpen.value, inspector.value];
  };
  return { press, modifier, location };
}

afterEach(() => vi.unstubAllGlobals());

for (const [platform, modifier, key, other] of [
  ["Linux x86_64", "Ctrl", "ctrlKey", "metaKey"],
  ["Win32", "Ctrl", "ctrlKey", "metaKey"],
  ["MacIntel", "⌘", "metaKey", "ctrlKey"],
  ["iPad", "⌘", "metaKey", "ctrlKey"],
] as const) {
  test(`on ${platform} ${modifier} with K opens and closes the search, with I the inspector`, async () => {
    const { press, modifier: shown, location } = await page(platform);
    expect(shown).toBe(modifier);
    expect(press("k", { [key]: true })).toEqual([true, true, null]);
    expect(press("K", { [key]: true })).toEqual([true, false, null]);
    expect(press("i", { [key]: true })).toEqual([true, false, "requests"]);
    expect(location.href).toBe("http://localhost/?member=ada&inspector=requests");
    expect(press("i", { [key]: true })).toEqual([true, false, null]);
    expect(press("k", { [other]: true })).toEqual([false, false, null]);
  });
}

test("keys that are somebody else's are left alone", async () => {
  const { press } = await page("Linux x86_64");
  const held = { ctrlKey: true };
  for (const [key, more] of [
    ["k", {}],
    ["k", { ...held, shiftKey: true }],
    ["i", { ...held, shiftKey: true }],
    ["k", { ...held, altKey: true }],
    ["j", held],
    ["Enter", held],
  ] as const) {
    expect(press(key, more)).toEqual([false, false, null]);
  }
});
