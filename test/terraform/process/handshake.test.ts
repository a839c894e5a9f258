import { describe, expect, it } from "vitest";
import {
  handshakeLine,
  notByHandMessage,
  reattachConfig,
  startedByHost,
} from "../../../src/terraform/process/handshake";

const unix = { network: "unix", address: "/tmp/plugin-1" } as const;

describe("a plugin", () => {
  it("was started by a host when the cookie is the one of Terraform and OpenTofu", () => {
    const TF_PLUGIN_MAGIC_COOKIE = "d602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2";
    expect(startedByHost({ TF_PLUGIN_MAGIC_COOKIE })).toBe(true);
    for (const env of [{}, { TF_PLUGIN_MAGIC_COOKIE: "" }, { TF_PLUGIN_MAGIC_COOKIE: "d602" }]) {
      expect(startedByHost(env)).toBe(false);
    }
  });

  it("tells who starts it by hand what it is and what to do, in lines of their own", () => {
    const lines = notByHandMessage("a/b/c").split("\n");
    expect(lines).toHaveLength(4);
    expect(lines[0]).toMatch(/^This is the Terraform provider a\/b\/c\. It is a plugin: /);
    expect(lines[1]).toContain("`terraform init` or `tofu init`");
    expect(lines[2]).toContain("--debug");
    expect(lines[3]).toBe("");
  });

  it("tells its host in one line how to reach it, with its certificate as base64 without padding", () => {
    expect(handshakeLine(unix, undefined, {})).toBe("1|6|unix|/tmp/plugin-1|grpc|\n");
    const tcp = { network: "tcp", address: "127.0.0.1:5" } as const;
    expect(handshakeLine(tcp, undefined, {})).toBe("1|6|tcp|127.0.0.1:5|grpc|\n");
    for (const [bytes, text] of [
      ["a", "YQ"],
      ["ab", "YWI"],
      ["abc", "YWJj"],
    ] as const) {
      expect(handshakeLine(unix, Buffer.from(bytes), {})).toBe(`1|6|unix|/tmp/plugin-1|grpc|${text}\n`);
    }
  });

  it("says that it can multiplex only to a host that asks", () => {
    const line = (PLUGIN_MULTIPLEX_GRPC: string) => handshakeLine(unix, undefined, { PLUGIN_MULTIPLEX_GRPC });
    expect(line("true")).toBe("1|6|unix|/tmp/plugin-1|grpc||true\n");
    expect(line("")).toBe("1|6|unix|/tmp/plugin-1|grpc|\n");
  });

  it("that runs already is named under each address that a configuration may use", () => {
    const running = {
      ...{ Protocol: "grpc", ProtocolVersion: 6, Pid: 7, Test: true },
      Addr: { Network: "unix", String: "/tmp/plugin-1" },
    };
    expect(JSON.parse(reattachConfig(["a/b/c", "d/b/c"], unix, 7))).toEqual({
      "a/b/c": running,
      "d/b/c": running,
    });
    expect(reattachConfig(["a/b/c"], unix, 7)).not.toContain("\n");
  });
});
