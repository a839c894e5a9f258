import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { userMirror, userMirrors } from "../../../src/terraform/install";

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "home-"));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

describe.skipIf(process.platform !== "linux")("the user's mirror", () => {
  it("is the data folder that both tools search, so that OpenTofu keeps its own folder", () => {
    expect(userMirror({ HOME: home })).toBe(join(home, ".local", "share", "terraform", "plugins"));
  });

  it("follows XDG_DATA_HOME", () => {
    const env = { HOME: home, XDG_DATA_HOME: join(home, "data") };
    expect(userMirror(env)).toBe(join(home, "data", "terraform", "plugins"));
  });

  it("is ~/.terraform.d/plugins where that folder is there already, for then both tools go by it", () => {
    mkdirSync(join(home, ".terraform.d"));
    expect(userMirror({ HOME: home })).toBe(join(home, ".terraform.d", "plugins"));
  });
});

describe("the folders that both tools search", () => {
  it("are those of the platform", () => {
    expect(userMirrors({ HOME: "/Users/ada" }, "darwin")).toEqual({
      legacy: "/Users/ada/.terraform.d/plugins",
      data: "/Users/ada/Library/Application Support/io.terraform/plugins",
    });
    expect(userMirrors({ HOME: "/h", APPDATA: "/roaming" }, "win32")).toEqual({
      legacy: "/roaming/terraform.d/plugins",
      data: "/roaming/HashiCorp/Terraform/plugins",
    });
  });
});
