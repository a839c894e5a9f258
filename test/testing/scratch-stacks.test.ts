/** Stacks of an app that are led away from everything real. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  App,
  CloudBackend,
  HttpBackend,
  LocalBackend,
  NamedCloudWorkspace,
  TerraformOutput,
  TerraformStack,
  TerraformVariable,
} from "cdktf";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { PumbleProvider } from "../../constructs";
import { providerSource } from "../../src/pumble/provider-address";
import { redirectStacks, stacksIn } from "../../src/testing/scratch-stacks";

let folder: string;
let outdir: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "scratch-"));
  outdir = join(folder, "cdktf.out");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const states = "/scratch";

function stackFile(name: string): string {
  return join(outdir, "stacks", name, "cdk.tf.json");
}

/** A stack as it is after the redirection. */
function redirected(name: string, baseUrl?: string) {
  redirectStacks(stacksIn(outdir), { states, ...(baseUrl && { baseUrl }) });
  return JSON.parse(readFileSync(stackFile(name), "utf8"));
}

/** An app of one stack. */
function synth(build: (stack: TerraformStack) => void): void {
  const app = new App({ outdir });
  build(new TerraformStack(app, "one"));
  app.synth();
}

const scratchBackend = (name: string) => ({ local: { path: `${states}/${name}.tfstate` } });

describe("the state goes to the scratch folder", () => {
  const backends: Record<string, (stack: TerraformStack) => unknown> = {
    "from cdktf's own file": () => undefined,
    "from a local file": (stack) => new LocalBackend(stack, { path: "/real.tfstate" }),
    "from a remote backend": (stack) => new HttpBackend(stack, { address: "https://states.acme.io/a" }),
    "from a cloud workspace": (stack) =>
      new CloudBackend(stack, { organization: "acme", workspaces: new NamedCloudWorkspace("real") }),
  };
  it.each(Object.entries(backends))("%s", (_, build) => {
    synth(build);
    const { terraform } = redirected("one");
    expect({ backend: terraform.backend, cloud: terraform.cloud }).toEqual({
      backend: scratchBackend("one"),
      cloud: undefined,
    });
  });
});

it("a stack that reads another's state reads the scratch one, and what belongs to others as before", () => {
  const app = new App({ outdir });
  const first = new TerraformStack(app, "first");
  new HttpBackend(first, { address: "https://states.acme.io/first" });
  const second = new TerraformStack(app, "second");
  second.addDependency(first);
  app.synth();
  const data = {
    terraform_remote_state: {
      first: { backend: "http", config: { address: "https://states.acme.io/first" } },
      foreign: { backend: "http", config: { address: "https://states.acme.io/foreign" } },
    },
  };
  const text = JSON.parse(readFileSync(stackFile("second"), "utf8"));
  writeFileSync(stackFile("second"), JSON.stringify({ ...text, data }));
  expect(redirected("second").data.terraform_remote_state).toEqual({
    first: { backend: "local", config: scratchBackend("first").local },
    foreign: data.terraform_remote_state.foreign,
  });
});

it("a stack that refers to another by CDKTF's own reference reads the scratch one, wherever the state was", () => {
  const app = new App({ outdir });
  const second = new TerraformStack(app, "second");
  const first = new TerraformStack(app, "first");
  new CloudBackend(first, { organization: "acme", workspaces: new NamedCloudWorkspace("real") });
  const name = new TerraformVariable(first, "name", { default: "ops" });
  new TerraformOutput(second, "name", { value: name.value });
  app.synth();
  const [reference] = Object.values(redirected("second").data.terraform_remote_state);
  expect(reference).toEqual({ backend: "local", config: scratchBackend("first").local });
  expect(stacksIn(outdir).map((stack) => stack.name)).toEqual(["first", "second"]);
});

it("a stack in HCL is refused, in words", () => {
  vi.stubEnv("SYNTH_HCL_OUTPUT", "true");
  synth((stack) => new TerraformOutput(stack, "x", { value: 1 }));
  vi.unstubAllEnvs();
  expect(() => stacksIn(outdir)).toThrow(
    'Stack "one" was synthesised as HCL. Leave out SYNTH_HCL_OUTPUT: JSON is read here.',
  );
});

it("names every stack and where Terraform runs", () => {
  const app = new App({ outdir });
  for (const name of ["one", "two"]) new TerraformOutput(new TerraformStack(app, name), "x", { value: 1 });
  app.synth();
  expect(stacksIn(outdir).map(({ name, folder }) => ({ name, folder }))).toEqual(
    ["one", "two"].map((name) => ({ name, folder: join(outdir, "stacks", name) })),
  );
});

it("a provider of another workspace, and scripts for it, mean the throw-away one", () => {
  synth((stack) => {
    new PumbleProvider(stack, "real", { baseUrl: "https://real.acme.io", maxRequestsPerMinute: 30 });
    const environment = { PUMBLE_BASE_URL: "https://real.acme.io", PUMBLE_SCRIPT_INPUT: "{}" };
    stack.addOverride("resource.terraform_data.script", {
      provisioner: [{ "local-exec": { command: "true", environment } }],
    });
  });
  const { provider, resource } = redirected("one");
  expect(provider.pumble).toEqual([{ max_requests_per_minute: 30 }]);
  expect(resource.terraform_data.script.provisioner[0]["local-exec"].environment).toEqual({
    PUMBLE_SCRIPT_INPUT: "{}",
  });
});

it("an app without stacks has nothing to deploy", () => {
  mkdirSync(outdir, { recursive: true });
  writeFileSync(join(outdir, "manifest.json"), JSON.stringify({ stacks: {} }));
  expect(stacksIn(outdir)).toEqual([]);
});

it("stacks come after those that they depend on, each once, whatever else the manifest names", () => {
  const app = new App({ outdir });
  const [last, middle, first] = ["last", "middle", "first"].map((name) => new TerraformStack(app, name));
  for (const on of [middle!, first!]) last!.addDependency(on);
  middle!.addDependency(first!);
  app.synth();
  const file = join(outdir, "manifest.json");
  const manifest = JSON.parse(readFileSync(file, "utf8"));
  manifest.stacks.first.dependencies.push("of another app");
  writeFileSync(file, JSON.stringify(manifest));
  expect(stacksIn(outdir).map(({ name }) => name)).toEqual(["first", "middle", "last"]);
});

it("a provider that names the workspace itself keeps its own key, and one of another does not", () => {
  const baseUrl = "http://127.0.0.1:1";
  synth((stack) => {
    const { stringValue: apiKey } = new TerraformVariable(stack, "key", { sensitive: true });
    new PumbleProvider(stack, "other", { alias: "other", baseUrl, apiKey });
    new PumbleProvider(stack, "real", { baseUrl: "https://real.acme.io", apiKey });
    new PumbleProvider(stack, "bare", { alias: "bare", apiKey });
    stack.addOverride("resource.null_resource.script", {
      provisioner: { "local-exec": { command: "true", environment: { PUMBLE_API_KEY: "${var.key}" } } },
    });
    stack.addOverride("resource.terraform_data.bare", { input: 1 });
    stack.addOverride("resource.terraform_data.quiet", {
      provisioner: [{ "local-exec": { command: "true" } }],
    });
  });
  const { provider, resource } = redirected("one", baseUrl);
  expect(provider.pumble).toEqual([
    { alias: "other", base_url: baseUrl, api_key: "${var.key}" },
    {},
    { alias: "bare" },
  ]);
  expect(resource.null_resource.script.provisioner["local-exec"].environment).toEqual({});
  expect(resource.terraform_data.quiet.provisioner).toEqual([{ "local-exec": { command: "true" } }]);
});

it("a provider that the stack calls otherwise is led away too, and nobody else's", () => {
  const real = { base_url: "https://real.acme.io", api_key: "${var.key}" };
  synth((stack) => {
    const required = { chat: { source: providerSource }, other: { source: "acme/other" } };
    stack.addOverride("terraform.required_providers", required);
    stack.addOverride("provider", { chat: [real], other: [real] });
  });
  expect(redirected("one").provider).toEqual({ chat: [{}], other: [real] });
});

it("a state that is read of a workspace that was chosen by name is the scratch one, under no name", () => {
  const app = new App({ outdir });
  for (const name of ["first", "second"]) {
    const stack = new TerraformStack(app, name);
    if (name === "first") new HttpBackend(stack, { address: "https://states.acme.io/first" });
  }
  app.synth();
  const data = {
    terraform_remote_state: {
      first: { backend: "http", config: { address: "https://states.acme.io/first" }, workspace: "blue" },
    },
  };
  const text = JSON.parse(readFileSync(stackFile("second"), "utf8"));
  writeFileSync(stackFile("second"), JSON.stringify({ ...text, data }));
  expect(redirected("second").data.terraform_remote_state.first).toEqual({
    backend: "local",
    config: scratchBackend("first").local,
  });
});
