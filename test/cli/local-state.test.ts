/** Where a preview keeps its state: in its own folder, for the real one is somebody's. */
import { execFileSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { environmentFor } from "../../src/cli/preview/run-self";
import { keepStateHere } from "../../src/cli/running/local-state";

let [top, dir, elsewhere] = ["", "", ""];
beforeEach(() => {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "pumble-local-state-")));
  [top, dir, elsewhere] = [join(root, "top"), join(root, "top", "stack"), join(root, "elsewhere")];
  for (const folder of [dir, elsewhere]) mkdirSync(folder, { recursive: true });
  symlinkSync(elsewhere, join(top, "link"));
});
afterEach(() => rmSync(join(top, ".."), { recursive: true, force: true }));

const override = () => existsSync(join(dir, "pumble_preview_override.tf.json"));
function keeps(name: string, text: string | object): boolean {
  writeFileSync(join(dir, name), typeof text === "string" ? text : JSON.stringify(text));
  keepStateHere(dir, top);
  return override();
}
const local = (settings: object) => ({ terraform: { backend: { local: settings } } });

describe("the state of a preview is kept in its folder", () => {
  it.each<[string, string, string | object]>([
    ["a bucket", "main.tf.json", { terraform: { backend: { s3: { bucket: "b" } } } }],
    ["a cloud", "main.tf.json", { terraform: { cloud: {} } }],
    ["one of several blocks", "main.tf.json", { terraform: [{}, { backend: [{ s3: {} }] }] }],
    ["a bucket in HCL", "main.tf", 'terraform {\n  backend "s3" {}\n}\n'],
    ["a bucket without quotes", "main.tf", "terraform {\n  backend s3 {}\n}\n"],
    ["a bucket in one line", "main.tf", 'terraform { backend "s3"{} }\n'],
    ["a kind that begins alike", "main.tf", 'terraform {\n  backend "locality" {}\n}\n'],
    ["a file without quotes", "main.tf", 'terraform {\n  backend local { path = "/srv/x" }\n}\n'],
    ["a cloud in HCL", "main.tofu", "terraform {\n  cloud {}\n}\n"],
    ["a file in HCL", "main.tf", 'terraform {\n  backend "local" { path = "/srv/x" }\n}\n'],
    ["a file that a variable names", "main.tofu", 'terraform {\n  backend "local" { path = var.x }\n}\n'],
    [
      "a file that a text with a variable names",
      "main.tofu",
      'terraform { backend "local" { path = "${var.x}" } }',
    ],
    ["a file from the top of the disk", "main.tf.json", local({ path: "/srv/pumble.tfstate" })],
    ["a file above", "main.tofu.json", local({ path: "../../elsewhere/pumble.tfstate" })],
    ["a file behind a link", "main.tf.json", local({ path: "../link/new/pumble.tfstate" })],
    ["files of workspaces elsewhere", "main.tf.json", local({ path: "a.tfstate", workspace_dir: "/srv" })],
    ["a file in a list", "main.tf.json", local([{ path: "/srv/pumble.tfstate" }])],
  ])("where it would be in %s", (_, name, text) => {
    expect(keeps(name, text)).toBe(true);
  });

  it.each<[string, string, string | object]>([
    ["nothing is said", "main.tf.json", { terraform: {} }],
    ["there is no block", "main.tf.json", {}],
    ["nothing is said at all", "main.tf.json", { terraform: null }],
    ["it has its usual name", "main.tf.json", local({})],
    [
      "it is a file beside in HCL",
      "main.tf",
      'terraform {\n  backend "local" {\n    path = "a.tfstate"\n  }\n}\n',
    ],
    [
      "it is one without quotes",
      "main.tf",
      'terraform {\n  backend local {\n    path = "a.tfstate"\n  }\n}\n',
    ],
    ["it is a file beside", "main.tf.json", local({ path: "../pumble.tfstate", workspace_dir: null })],
    ["another's state is read", "main.tf", 'data "terraform_remote_state" "x" {\n  backend = "s3"\n}\n'],
  ])("by itself where %s", (_, name, text) => {
    expect(keeps(name, text)).toBe(false);
  });

  it("by itself where a path from the top of the disk leads into it", () => {
    expect(keeps("main.tf.json", local({ path: join(top, "new", "pumble.tfstate") }))).toBe(false);
  });
});

it("what Terraform applies in a preview leaves the file alone in which the real state is", () => {
  const real = join(elsewhere, "pumble.tfstate");
  const resource = { terraform_data: { a: {} } };
  expect(keeps("main.tf.json", { ...local({ path: real }), resource })).toBe(true);
  const run = { work: { dir: top }, key: "k", url: "u" };
  const env = environmentFor(run, dir, { ...process.env, TF_CLI_ARGS_init: `-backend-config=path=${real}` });
  for (const args of [["init"], ["apply", "-auto-approve"]])
    execFileSync("terraform", [...args, "-input=false", "-no-color"], { cwd: dir, env, stdio: "ignore" });
  expect([existsSync(real), existsSync(join(dir, "preview.tfstate"))]).toEqual([false, true]);
});

it("the processes of a preview know the throw-away workspace, and nothing of the forge or the real state", () => {
  const given = { PATH: "p", GITHUB_TOKEN: "t", CI: "true", TF_VAR_x: "x", TF_DATA_DIR: "/srv/.terraform" };
  const more = {
    TF_CLI_ARGS_plan: "-var-file=a",
    TF_CLI_ARGS_init: "-backend-config=x",
    TF_CLI_ARGS_apply: "-state=/s",
  };
  const env = environmentFor({ work: { dir: top }, key: "k", url: "u" }, dir, {
    ...given,
    ...more,
    PUMBLE_API_KEY: "real",
  });
  expect(env).toEqual({
    ...{ PATH: "p", TF_VAR_x: "x", TF_CLI_ARGS_plan: "-var-file=a" },
    ...{ PUMBLE_PREVIEW: top, PUMBLE_API_KEY: "k", PUMBLE_BASE_URL: "u" },
    PUMBLE_SCRIPT_REACH: "workspace",
  });
});
