import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { CliProblem } from "../../src/cli/cli-problem";
import { providerInstall } from "../../src/cli/provider-install";
import { providerSource } from "../../src/pumble/provider-address";
import { version } from "../../src/pumble/version";
import { currentPlatform } from "../../src/terraform/install";

let home: string;
let said = "";
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "home-"));
  said = "";
  vi.stubEnv("HOME", home);
  vi.stubEnv("XDG_DATA_HOME", "");
  vi.spyOn(process.stdout, "write").mockImplementation((text) => {
    said += text;
    return true;
  });
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  rmSync(home, { recursive: true, force: true });
});

/** The packages, without the records of what they hold. */
const platformsIn = (mirror: string) =>
  readdirSync(join(mirror, providerSource, version), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();

function refusal(install: () => void): CliProblem {
  try {
    install();
  } catch (error) {
    return error as CliProblem;
  }
  throw new Error("It was installed.");
}

describe.skipIf(process.platform !== "linux")("provider install", () => {
  it("makes no ~/.terraform.d, which would have OpenTofu leave its own folder", () => {
    providerInstall(undefined, {});
    expect(readdirSync(home)).toEqual([".local"]);
    expect(said.replace(/\s+/g, " ")).toContain(
      `into ${join(home, ".local", "share", "terraform", "plugins")}`,
    );
  });

  it("installs for all platforms, or for those that are named", () => {
    const mirror = join(home, "mirror");
    providerInstall(mirror, {});
    expect(platformsIn(mirror)).toEqual(["darwin_amd64", "darwin_arm64", "linux_amd64", "linux_arm64"]);
    const narrow = join(home, "narrow");
    providerInstall(narrow, { platform: ["linux_arm64", "darwin_arm64"], json: true });
    expect(platformsIn(narrow)).toEqual(["darwin_arm64", "linux_arm64"]);
    expect(JSON.parse(said.split("\n").at(-2)!)).toMatchObject({ mirror: narrow, version });
  });

  it.each([
    ["on Windows", { mirror: {}, here: "windows_amd64" }],
    ["for Windows", { mirror: { platform: ["linux_amd64", "windows_arm64"] }, here: currentPlatform() }],
  ])("says %s that the plugin does not start there, and installs nothing", (_, { mirror, here }) => {
    const problem = refusal(() => providerInstall(join(home, "mirror"), mirror, here));
    expect(problem).toBeInstanceOf(CliProblem);
    expect(problem.exitCode).toBe(1);
    expect(problem.message).toContain("does not start on Windows");
    expect(problem.nextStep).toContain("inside WSL");
    expect(existsSync(join(home, "mirror"))).toBe(false);
  });

  it("installs on Windows what is for another machine, as a lock file may need", () => {
    providerInstall(join(home, "mirror"), { platform: ["linux_amd64"] }, "windows_amd64");
    expect(platformsIn(join(home, "mirror"))).toEqual(["linux_amd64"]);
  });

  it("names the platforms that there are for one that is none", () => {
    const problem = refusal(() => providerInstall(join(home, "mirror"), { platform: ["linux"] }));
    expect(problem.message).toContain('"linux"');
    expect(problem.nextStep).toContain("linux_amd64");
  });
});
