import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { hiddenBy } from "../../../src/terraform/install";

const address = { host: "registry.terraform.io", namespace: "example", type: "tiny" };

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "cli config "));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

function write(name: string, text: string): string {
  const file = join(home, name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
}

function hidden(env: Record<string, string> = {}) {
  return hiddenBy({ address, version: "0.2.0", folder: join(home, "stack"), env: { HOME: home, ...env } });
}

const block = (body: string): string => `provider_installation {\n${body}\n}\n`;

it("nothing is hidden without a configuration, or with one that says nothing of it", () => {
  expect(hidden()).toBeNull();
  write(
    ".terraformrc",
    'plugin_cache_dir = "/tmp/cache"\n# provider_installation {\ncredentials "x.io" { token = "{" }\n',
  );
  expect(hidden()).toBeNull();
  expect(hidden({ TF_CLI_CONFIG_FILE: join(home, "nowhere") })).toBeNull();
});

describe("the block is found", () => {
  const text = block("direct {}");
  const files: Record<string, [name: string, env: Record<string, string>]> = {
    "in the home folder": [".terraformrc", {}],
    "in a fragment": [".terraform.d/company.tfrc", {}],
    "in OpenTofu's own file": [".tofurc", { TERRAFORM_BINARY_NAME: "/opt/tofu" }],
    "in OpenTofu's own folder": [".config/opentofu/tofurc", { TERRAFORM_BINARY_NAME: "tofu" }],
  };
  it.each(Object.entries(files))("%s", (_, [name, env]) => {
    const file = write(name, text);
    expect(hidden(env)).toEqual({ file, perhapsMirrored: false });
  });

  it("in none of OpenTofu's where only the folder of Terraform is called so", () => {
    write(".tofurc", text);
    expect(hidden({ TERRAFORM_BINARY_NAME: "/opt/opentofu/terraform" })).toBeNull();
  });

  it("in the file that the environment names, and in no other", () => {
    write(".terraformrc", text);
    const named = write("named.tfrc", "");
    expect(hidden({ TF_CLI_CONFIG_FILE: named })).toBeNull();
    writeFileSync(named, text);
    expect(hidden({ TF_CLI_CONFIG_FILE: named })?.file).toBe(named);
  });

  it("written as JSON, and written with an equals sign", () => {
    const file = write(
      ".terraform.d/a.tfrc.json",
      JSON.stringify({ provider_installation: { direct: [{}] } }),
    );
    expect(hidden()?.file).toBe(file);
    writeFileSync(file, "{ no JSON");
    expect(hidden()).toBeNull();
    write(".terraformrc", "provider_installation = {\n direct = {}\n}");
    expect(hidden()).not.toBeNull();
  });

  it.each([
    ["in JSON", (include: string) => JSON.stringify({ provider_installation: { direct: { include } } })],
    ["in HCL", (include: string) => block(`direct {\n include = "${include}"\n}`)],
  ])("where one pattern stands without a list, %s", (_, text) => {
    write(".terraformrc", text("registry.terraform.io/example/*"));
    expect(hidden()).toMatchObject({ perhapsMirrored: false });
    write(".terraformrc", text("example.com/*/*").replace(/direct/, "network_mirror"));
    expect(hidden()).toMatchObject({ perhapsMirrored: false });
  });

  it("nowhere, where a file is in the place of Terraform's folder", () => {
    write(".terraform.d", "");
    expect(hidden()).toBeNull();
  });
});

describe("the plugin is seen", () => {
  const seen: Record<string, (mirror: string) => string> = {
    "in the configuration's own folder": () => 'filesystem_mirror {\n path = "terraform.d/plugins"\n}',
    "in a mirror that has it unpacked": (mirror) => `filesystem_mirror { path = "${mirror}/unpacked" }`,
    "in a mirror that has it packed": (mirror) => `filesystem_mirror { path = "${mirror}/packed" }`,
    "in a mirror for its namespace": (mirror) =>
      `direct {}\nfilesystem_mirror {\n path = "${mirror}/packed"\n include = ["example/*"]\n}`,
    "by an override for development": () => 'dev_overrides {\n "example/tiny" = "/somewhere"\n}\ndirect {}',
  };
  const unseen: Record<string, (mirror: string) => string> = {
    "in a mirror that has another version": (mirror) => `filesystem_mirror { path = "${mirror}/old" }`,
    "in a mirror for others": (mirror) =>
      `filesystem_mirror {\n path = "${mirror}/packed"\n include = ["hashicorp/*", "null"]\n}`,
    "in a mirror that leaves it out": (mirror) =>
      `filesystem_mirror {\n path = "${mirror}/packed"\n exclude = ["*/example/*"]\n}`,
    "by an override of another": () => 'dev_overrides {\n "example/other" = "/somewhere"\n}',
    "in a comment": () => 'direct {} # filesystem_mirror { path = "terraform.d/plugins" }',
  };

  const mirror = () => {
    const base = ["registry.terraform.io", "example", "tiny"].join("/");
    write(`mirror/unpacked/${base}/0.2.0/linux_amd64/x`, "");
    write(`mirror/packed/${base}/terraform-provider-tiny_0.2.0_linux_amd64.zip`, "");
    write(`mirror/old/${base}/terraform-provider-tiny_0.1.0_linux_amd64.zip`, "");
    return join(home, "mirror");
  };

  it.each(Object.entries(seen))("%s", (_, body) => {
    write(".terraformrc", block(body(mirror())));
    expect(hidden()).toBeNull();
  });
  it.each(Object.entries(unseen))("but not %s", (_, body) => {
    write(".terraformrc", block(body(mirror())));
    expect(hidden()).not.toBeNull();
  });

  it("perhaps, where a network mirror may have it", () => {
    write(".terraformrc", block('network_mirror {\n url = "https://mirror.acme.io/"\n}'));
    expect(hidden()?.perhapsMirrored).toBe(true);
    write(".terraformrc", block('network_mirror {\n url = "https://x/"\n include = ["hashicorp/*"]\n}'));
    expect(hidden()?.perhapsMirrored).toBe(false);
  });
});
