import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { ConfigError, configFromEnvironment } from "../../src/addon";
import { environmentNames } from "../../src/addon/config";

const complete = {
  PUMBLE_APP_ID: "id",
  PUMBLE_APP_KEY: "app-key",
  PUMBLE_APP_CLIENT_SECRET: "client-secret",
  PUMBLE_APP_SIGNING_SECRET: "signing-secret",
  PUMBLE_ENCRYPTION_KEY: "ab".repeat(32),
};

function problems(env: Record<string, string>): readonly string[] {
  try {
    configFromEnvironment(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
  }
  throw new Error("It was accepted");
}

describe("the addon's configuration", () => {
  test("needs the app's secrets and an encryption key, and has defaults for the rest", () => {
    expect(configFromEnvironment({ ...complete, DATABASE_URL: "", LOG_LEVEL: "" })).toMatchObject({
      platform: { apiUrl: "https://api-ga.pumble.com", timeoutMs: 10_000 },
      databaseUrl: "pumble-addon.sqlite",
      publicUrl: null,
      port: 5000,
      limits: { perKey: 1000, perWorkspace: 3000 },
      logLevel: "info",
    });
  });

  test("tells all problems at once: variable, what it got, what it wants", () => {
    expect(
      problems({ ...complete, PUMBLE_API_URL: "pumble.com", PUMBLE_ADDON_PORT: "70000", LOG_LEVEL: "loud" }),
    ).toEqual([
      'PUMBLE_API_URL is "pumble.com"; it wants an http:// or https:// URL',
      'PUMBLE_ADDON_PORT is "70000"; it wants a whole number from 0 to 65535',
      'LOG_LEVEL is "loud"; it wants debug, info, warn, error or silent',
    ]);
  });

  test("takes whole numbers within their bounds, bounds included", () => {
    const name = "PUMBLE_ADDON_TIMEOUT_MS";
    const read = (text: string) => configFromEnvironment({ ...complete, [name]: text }).platform.timeoutMs;
    expect(["100", "101", "120000"].map(read)).toEqual([100, 101, 120_000]);
    for (const text of ["99", "120001", "1e3", "-100", "100.5", " 100", "٢٠٠"]) {
      expect(problems({ ...complete, [name]: text })).toEqual([
        `${name} is ${JSON.stringify(text)}; it wants a whole number from 100 to 120000`,
      ]);
    }
  });

  test("takes addresses of the web, without the slashes at their end", () => {
    const name = "PUMBLE_ADDON_URL";
    const read = (text: string) => configFromEnvironment({ ...complete, [name]: text }).publicUrl;
    expect(["http://a", "https://a.example/b//"].map(read)).toEqual(["http://a", "https://a.example/b"]);
    for (const text of ["ftp://a", "see http://a", "http:///a", "http:// a", "http://[", "http://a b"]) {
      expect([text, problems({ ...complete, [name]: text })]).toEqual([
        text,
        [`${name} is ${JSON.stringify(text)}; it wants an http:// or https:// URL`],
      ]);
    }
  });

  test("takes no address to which no path can be added", () => {
    for (const name of ["PUMBLE_ADDON_URL", "PUMBLE_API_URL"]) {
      for (const text of ["https://a.example/?x=1", "https://a.example#y"]) {
        expect(problems({ ...complete, [name]: text })).toEqual([
          `${name} is "${text}"; it wants an address without ? and #, for paths are added to it`,
        ]);
      }
    }
  });

  test("takes no address of a database that cannot be read, and does not repeat it", () => {
    const read = (url: string) => configFromEnvironment({ ...complete, DATABASE_URL: url }).databaseUrl;
    for (const text of ["postgres://u:p@/db?host=/run/sql", "postgresql:///db", "postgres://u:%5B@h:1/d"]) {
      expect(read(text)).toBe(text);
    }
    for (const text of [
      "postgres://host:abc/db",
      "postgresql://u:s3cret@h:port/",
      "postgres://u:a#b@host/db",
    ]) {
      const [problem, ...more] = problems({ ...complete, DATABASE_URL: text });
      expect([problem, more]).toEqual([
        expect.stringMatching(/it wants a postgres:\/\/ URL that can be read/),
        [],
      ]);
      expect(problem).not.toContain(text);
    }
  });

  test("switches socket mode on where it says true, and takes no other word for that", () => {
    const name = "PUMBLE_ADDON_SOCKET_MODE";
    const read = (text: string) => configFromEnvironment({ ...complete, [name]: text }).socketMode;
    expect(["true", "false", ""].map(read)).toEqual([true, false, false]);
    expect(problems({ ...complete, [name]: "yes" })).toEqual([`${name} is "yes"; it wants true or false`]);
  });

  test("is refused by an error that has each problem on a line of its own", () => {
    const error = new ConfigError(["A is not set", "B is"]);
    expect(error.message).toBe("The addon's configuration is not complete:\n  A is not set\n  B is");
    expect(error.name).toBe("ConfigError");
  });

  test("names every variable that is missing, and where its value comes from", () => {
    const lines = problems({});
    expect(lines.map((line) => line.split(" ")[0])).toEqual(Object.keys(complete));
    expect(lines[0]).toBe(
      "PUMBLE_APP_ID is not set; it wants the value Pumble showed when the app was registered",
    );
    expect(lines[4]).toMatch(/openssl rand -hex 32/);
  });

  test("never repeats a secret", () => {
    const secret = "not-a-key-but-secret";
    for (const name of ["PUMBLE_ENCRYPTION_KEY", "DATABASE_URL"]) {
      const [line] = problems({ ...complete, [name]: `mysql://ada:${secret}@db` });
      expect(line).toMatch(new RegExp(`^${name} is \\d+ characters; it wants `));
      expect(line).not.toContain(secret);
    }
  });

  test("repeats a value that is none, also where the name speaks of a key", () => {
    const [line] = problems({ ...complete, PUMBLE_ADDON_LIMIT_PER_KEY: "many" });
    expect(line).toMatch(/^PUMBLE_ADDON_LIMIT_PER_KEY is "many"; it wants /);
  });

  test("is passed on by compose.yaml, every variable of it, and replicas get ports of their own", () => {
    const compose = readFileSync("compose.yaml", "utf8");
    const passed = [...compose.matchAll(/^ {6}([A-Z_]+): /gm)].map(([, name]) => name!);
    expect([...environmentNames].filter((name) => !passed.includes(name))).toEqual([]);
    expect(compose).toMatch(/- "127\.0\.0\.1:\$\{PUMBLE_ADDON_PORTS:-5000-5009\}:5000"/);
  });

  test("is described in the guide, every variable of it", () => {
    const guide = readFileSync("docs/guides/addon.md", "utf8");
    const described = [...guide.matchAll(/^\| `([A-Z_]+)` \|/gm)].map((match) => match[1]!);
    expect(described.sort()).toEqual([...environmentNames].sort());
  });

  test("takes several encryption keys, in hex or base64, and refuses short ones", () => {
    const two = `${"ab".repeat(32)}, ${Buffer.alloc(32, 7).toString("base64")}`;
    expect(configFromEnvironment({ ...complete, PUMBLE_ENCRYPTION_KEY: two }).encryptionKeys).toHaveLength(2);
    for (const key of ["ab".repeat(31), "", `${"ab".repeat(32)},`, "x".repeat(64)]) {
      expect(() => configFromEnvironment({ ...complete, PUMBLE_ENCRYPTION_KEY: key })).toThrow(ConfigError);
    }
  });
});
