import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import {
  findTerraform,
  isOlder,
  minimumVersion,
  terraformEnvironment,
  versionOf,
  withoutTerraformSettings,
} from "../../src/cli/terraform";

const folders: string[] = [];

/** A program that says it is this version, as an old installation on somebody's PATH would. */
function saying(line: string, name = "terraform"): string {
  const file = join(folder(), name);
  writeFileSync(file, `#!/bin/sh\necho '${line}'\n`);
  chmodSync(file, 0o755);
  return file;
}

function folder(): string {
  const dir = mkdtempSync(join(tmpdir(), "pumble-terraform-"));
  folders.push(dir);
  return dir;
}

afterEach(() => {
  vi.unstubAllEnvs();
  for (const dir of folders.splice(0)) rmSync(dir, { recursive: true, force: true });
});

describe("finding Terraform", () => {
  it("finds the one on the PATH", async () => {
    const found = await findTerraform();
    expect(isOlder(found.version, minimumVersion.terraform)).toBe(false);
  });

  it.each([
    { line: "Terraform v1.4.7", says: "Terraform 1.4.7 is too old: 1.5.0 or newer is needed." },
    { line: "OpenTofu v1.5.9", says: "OpenTofu 1.5.9 is too old: 1.6.0 or newer is needed." },
  ])("refuses $line and says what is needed", async ({ line, says }) => {
    vi.stubEnv("TERRAFORM_BINARY_NAME", saying(line));
    await expect(findTerraform()).rejects.toThrow(says);
  });

  it("takes OpenTofu where it is new enough", async () => {
    vi.stubEnv("TERRAFORM_BINARY_NAME", saying("OpenTofu v1.10.3"));
    expect(await findTerraform()).toMatchObject({ product: "OpenTofu", version: "1.10.3" });
  });

  it("takes a path from here, for it is started elsewhere", async () => {
    const file = saying("Terraform v1.11.4");
    vi.stubEnv("TERRAFORM_BINARY_NAME", relative(process.cwd(), file));
    expect(await findTerraform()).toEqual({ product: "Terraform", binary: file, version: "1.11.4" });
  });

  it("takes a name from the PATH as it is", async () => {
    const file = saying("OpenTofu v1.10.3\non linux_amd64", "tofu-1.10");
    vi.stubEnv("PATH", `${dirname(file)}:/bin`);
    vi.stubEnv("TERRAFORM_BINARY_NAME", "tofu-1.10");
    expect(await findTerraform()).toMatchObject({ binary: "tofu-1.10" });
  });

  it.each([
    ["terraform before tofu", ["tofu", "terraform"], "terraform"],
    ["tofu where there is no terraform", ["tofu"], "tofu"],
  ])("takes %s", async (_, names, binary) => {
    const files = names.map((name) =>
      saying(name === "tofu" ? "OpenTofu v1.10.3" : "Terraform v1.11.4", name),
    );
    vi.stubEnv("TERRAFORM_BINARY_NAME", undefined);
    vi.stubEnv("PATH", `${files.map((file) => dirname(file)).join(":")}:/bin`);
    expect(await findTerraform()).toMatchObject({ binary });
  });

  it.each([
    ["is not there", "/nowhere/terraform"],
    ["is something else", "/bin/true"],
  ])("refuses one that is named and %s", async (_, named) => {
    vi.stubEnv("TERRAFORM_BINARY_NAME", named);
    await expect(findTerraform()).rejects.toMatchObject({
      message: `TERRAFORM_BINARY_NAME names ${named}, which is neither Terraform nor OpenTofu.`,
      nextStep: expect.stringContaining("TERRAFORM_BINARY_NAME=/path/to/terraform"),
    });
  });

  it("says how to install one when there is none", async () => {
    vi.stubEnv("TERRAFORM_BINARY_NAME", "");
    vi.stubEnv("PATH", "/nowhere");
    await expect(findTerraform()).rejects.toMatchObject({
      message: "Neither terraform nor tofu was found on the PATH.",
      nextStep: expect.stringContaining("https://opentofu.org/docs/intro/install/"),
      exitCode: 1,
    });
  });
});

describe("a version", () => {
  it.each([
    ["Terraform v1.12.0-beta1\non linux_amd64", { product: "Terraform", version: "1.12.0" }],
    ["OpenTofu v1.10.13", { product: "OpenTofu", version: "1.10.13" }],
    ["Packer v1.12.0", null],
    ["Terraform v1", null],
  ])("is read in %j", async (line, found) => {
    const binary = saying(line);
    expect(await versionOf(binary)).toEqual(found && { ...found, binary });
  });

  it("is none of a program that fails", async () => {
    expect(await versionOf("/bin/false")).toBeNull();
    expect(await versionOf("/nowhere")).toBeNull();
  });

  it("is asked without a call home", async () => {
    const file = saying("");
    writeFileSync(file, '#!/bin/sh\necho "Terraform v1.11.$CHECKPOINT_DISABLE"\n');
    expect(await versionOf(file)).toMatchObject({ version: "1.11.1" });
  });
});

describe("the environment of Terraform", () => {
  it("makes no calls home, and has what was added", () => {
    vi.stubEnv("TF_LOG", "info");
    expect(terraformEnvironment({ GOGC: "400" })).toMatchObject({
      ...{ CHECKPOINT_DISABLE: "1", TF_LOG: "info", GOGC: "400", PATH: process.env.PATH },
    });
  });

  it("has a CLI configuration where there is one, and none that is not there, of which it would warn", () => {
    const file = join(folder(), "my.tfrc");
    vi.stubEnv("TF_CLI_CONFIG_FILE", file);
    expect(terraformEnvironment()).not.toHaveProperty("TF_CLI_CONFIG_FILE");
    writeFileSync(file, "");
    expect(terraformEnvironment()["TF_CLI_CONFIG_FILE"]).toBe(file);
    vi.stubEnv("TF_CLI_CONFIG_FILE", "");
    expect(terraformEnvironment()).not.toHaveProperty("TF_CLI_CONFIG_FILE");
  });

  it("can leave out what would lead it to the app's own data", () => {
    const out = ["TF_DATA_DIR", "TF_WORKSPACE", "TF_HTTP_ADDRESS", "TF_CLI_ARGS", "TF_CLI_ARGS_plan"];
    const kept = ["TF_LOG", "MY_TF_WORKSPACE", "TF_PLUGIN_CACHE_DIR"];
    for (const name of [...out, ...kept]) vi.stubEnv(name, "x");
    const env = withoutTerraformSettings({ GOGC: "400" });
    expect(Object.keys(env).filter((name) => out.includes(name))).toEqual([]);
    expect(env).toMatchObject({ ...Object.fromEntries(kept.map((name) => [name, "x"])), GOGC: "400" });
  });
});

describe("isOlder", () => {
  it.each([
    ["1.4.9", "1.5.0", true],
    ["1.5.0", "1.5.0", false],
    ["1.10.0", "1.9.9", false],
    ["0.15.5", "1.0.0", true],
    ["1.5.3", "1.5.10", true],
    ["1.5.10", "1.5.3", false],
    ["2.0.0", "1.9.9", false],
  ])("%s before %s: %s", (a, b, older) => {
    expect(isOlder(a, b)).toBe(older);
  });
});
