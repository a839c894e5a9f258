import { describe, expect, it } from "vitest";
import { proxiesOf, proxyFor } from "../../src/pumble/proxies";

const local = "localhost,127.0.0.1,[::1]";

describe("the proxies of an environment", () => {
  it.each([
    ["none", {}, null],
    ["an empty one", { HTTPS_PROXY: "", http_proxy: " " }, null],
    ["exceptions alone", { NO_PROXY: "example.com" }, null],
    ["upper case", { HTTPS_PROXY: "http://p:1" }, { httpsProxy: "http://p:1", noProxy: local }],
    ["lower case", { http_proxy: "http://p:1" }, { httpProxy: "http://p:1", noProxy: local }],
    [
      "both cases",
      { http_proxy: "http://a:1", HTTP_PROXY: "http://b:1" },
      { httpProxy: "http://a:1", noProxy: local },
    ],
    ["no scheme", { HTTP_PROXY: "p:3128" }, { httpProxy: "http://p:3128", noProxy: local }],
    [
      "exceptions",
      { HTTP_PROXY: "http://p:1", no_proxy: ".a" },
      { httpProxy: "http://p:1", noProxy: `.a,${local}` },
    ],
    [
      "everything excepted",
      { HTTP_PROXY: "http://p:1", NO_PROXY: "*" },
      { httpProxy: "http://p:1", noProxy: "*" },
    ],
  ])("with %s", (_, env, proxies) => {
    expect(proxiesOf(env)).toStrictEqual(proxies);
  });

  it.each(["socks5://p:1", "httpx://p:1", "xhttp://p:1", "http://:1", "http://user:secret@[p"])(
    "refuse %s without repeating it",
    (value) => {
      const error = (() => {
        try {
          return proxiesOf({ HTTPS_PROXY: value });
        } catch (thrown) {
          return thrown as Error;
        }
      })();
      expect(error).toMatchObject({ message: expect.stringContaining("HTTPS_PROXY is no proxy's address") });
      expect((error as Error).message).not.toContain(value);
    },
  );
});

describe("the way to an address", () => {
  const proxies = {
    httpProxy: "http://u:secret@h:1",
    httpsProxy: "http://s:2",
    noProxy: "*.in.example,  B.example:8443 c.example:443,d.example:80,,e.example.",
  };

  it.each([
    ["http://a.example/x", "h:1"],
    ["http://c.example/", "h:1"],
    ["https://c.example/", null],
    ["http://d.example/", null],
    ["https://d.example/", "s:2"],
    ["https://e.example./", null],
    ["https://x.b.example:8443/", null],
    ["https://b.example:18443/", "s:2"],
    ["https://a.example/x", "s:2"],
    ["https://in.example/", null],
    ["https://deep.in.example/", null],
    ["https://notin.example/", "s:2"],
    ["https://b.example:8443/", null],
    ["https://b.example/", "s:2"],
  ])("%s", (address, proxy) => {
    expect(proxyFor(address, proxies)).toBe(proxy);
  });

  it("is direct where everything is excepted, or no proxy is for it", () => {
    expect(proxyFor("https://a.example/", { ...proxies, noProxy: "*" })).toBeNull();
    expect(proxyFor("http://a.example/", { httpsProxy: "http://s:2", noProxy: "" })).toBeNull();
  });

  it("is the one of HTTP where HTTPS has none of its own", () => {
    expect(proxyFor("https://a.example/", { httpProxy: "http://h:1", noProxy: "" })).toBe("h:1");
  });
});
