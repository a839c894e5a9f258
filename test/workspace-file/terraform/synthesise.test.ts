/** Which environment, which state, and what of it is refused. */
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  chooseEnvironment,
  type SynthesisOptions,
  synthesise,
  workingDirectoryOf,
} from "../../../src/workspace-file";
import { workspaceOf } from "../folder";
import { configured, synthesisOf } from "./configured";

type Options = Partial<SynthesisOptions>;
const two =
  "environments: { staging: { api_key: STAGING_KEY, base_url: STAGING_URL }, production: {} }\nchannels: { ops: }\n";
const one = two.replace(", production: {}", "");

/** What is said, and where; an empty list where there is a configuration. */
function refused(file: string, options: Options = {}): string[] {
  const workspace = workspaceOf({ "workspace.yaml": file });
  const { synthesis, problems } = synthesise(workspace, {
    ...{ workingDirectory: "/w/.pumble", command: ["pumble"], ...options },
  });
  expect(synthesis === null).toBe(problems.length > 0);
  return problems.map(
    ({ code, severity, place, message, nextStep }) =>
      `${severity} ${code} ${place.file}:${place.line}:${place.column} ${message}. ${nextStep}`,
  );
}

const problems: Record<string, [file: string, options: Options, said: unknown[]]> = {
  "one of several is not named": [
    two,
    {},
    [
      "error environment workspace.yaml:1:75 There are 2 environments: production, staging. Say which one: --env NAME.",
    ],
  ],
  "one is misspelt": [
    two,
    { environment: "stagging" },
    ['error environment workspace.yaml:1:75 There is no environment "stagging". Did you mean "staging"?'],
  ],
  "one is like none that there is": [
    two,
    { environment: "x" },
    ['error environment workspace.yaml:1:75 There is no environment "x". It can be production, staging.'],
  ],
  "one is named where there are none": [
    "channels: { ops: }",
    { environment: "staging" },
    ['error environment workspace.yaml:1:1 There is no environment "staging". The workspace declares none.'],
  ],
  "the key's variable is not set": [
    "channels: { ops: }",
    { variables: { PUMBLE_API_KEY: "" } },
    [
      "error environment workspace.yaml:1:1 The variable PUMBLE_API_KEY is not set. In Pumble: /api-keys generate. Then: export PUMBLE_API_KEY=…",
    ],
  ],
  "the key's variable of the environment is not set": [
    two,
    { environment: "staging", variables: { PUMBLE_API_KEY: "x", STAGING_URL: "x" } },
    [
      "error environment workspace.yaml:1:17 The variable STAGING_KEY is not set, which environment staging needs. In Pumble: /api-keys generate. Then: export STAGING_KEY=…",
    ],
  ],
  "the address's variable of the environment is not set, though another one is": [
    two,
    { environment: "staging", variables: { STAGING_KEY: "x", STAGING_URL: "", PUMBLE_BASE_URL: "x" } },
    [
      "error environment workspace.yaml:1:17 The variable STAGING_URL is not set, which environment staging needs. Set it to the address of the environment's API addon, or take base_url out for that of PUMBLE_BASE_URL.",
    ],
  ],
  "nothing, where both are set": [
    two,
    { environment: "staging", variables: { STAGING_KEY: "x", STAGING_URL: "x" } },
    [],
  ],
  "nothing, where the usual address is named and the hosted addon is meant": [
    "environments: { a: { base_url: PUMBLE_BASE_URL } }",
    { variables: { PUMBLE_API_KEY: "x" } },
    [],
  ],
  "nothing, where nobody looks": [two, { environment: "staging" }, []],
  "nothing, where there is only one": [one, {}, []],
  "the state would be lost with the machine": [
    "channels: { ops: }",
    { ci: true },
    [
      "error backend workspace.yaml:1:1 A state in a local file is lost at the end of a run in CI. Write a backend that keeps it into the root file, such as\n  backend: { s3: { bucket: NAME, key: pumble.tfstate, region: REGION } }\nor, where the file is kept otherwise, backend: { local: { path: pumble.tfstate } }.",
    ],
  ],
  "nothing, where the file asks for a local state": [
    `backend: { local: {} }\nchannels: { ops: }`,
    { ci: true },
    [],
  ],
  "a backend has one state for all": [
    `backend:\n  http: { address: https://example.com }\n${two}`,
    { environment: "staging" },
    [
      'error backend workspace.yaml:2:3 The backend "http" has one state, and each environment needs its own. Write a backend under environments.staging, and under each other one.',
    ],
  ],
  "two environments have one state": [
    "environments:\n  staging: { backend: { s3: { bucket: b, key: k } } }\n  production: { backend: { s3: { bucket: b, key: k } } }",
    { environment: "staging" },
    [
      "error backend workspace.yaml:3:28 The environments staging and production have one state, so a plan of one removes what the other has. Give each a backend of its own, such as another key, prefix or path.",
    ],
  ],
  "two environments have one state, one by its own backend and one by that for all": [
    "backend: { local: { path: a } }\nenvironments: { staging: {}, production: { backend: { local: { path: staging/a } } } }",
    { environment: "production" },
    [
      "error backend workspace.yaml:2:17 The environments production and staging have one state, so a plan of one removes what the other has. Give each a backend of its own, such as another key, prefix or path.",
    ],
  ],
  "two environments have one address": [
    "environments: { a: { backend: { http: { address: https://example.com } } }, b: { backend: { http: { address: https://example.com } } } }",
    { environment: "a" },
    [expect.stringContaining("The environments a and b have one state")],
  ],
  "two environments have one workspace of Terraform's cloud": [
    "environments: { a: { backend: { cloud: { workspaces: { name: w } } } }, b: { backend: { cloud: { workspaces: { name: w } } } } }",
    { environment: "b" },
    [expect.stringContaining("The environments b and a have one state")],
  ],
  "nothing, where one setting tells two environments apart": [
    "environments: { a: { backend: { s3: { bucket: a, key: k } } }, b: { backend: { s3: { bucket: b, key: k } } } }",
    { environment: "a" },
    [],
  ],
  "nothing, where what tells two environments apart is given otherwise": [
    "environments: { a: { backend: { s3: { bucket: b } } }, b: { backend: { s3: { bucket: b } } } }",
    { environment: "a" },
    [],
  ],
  "nothing, where it has no other environments": [
    "backend: { http: { address: https://example.com } }\nchannels: { ops: }",
    {},
    [],
  ],
};

describe("what keeps a workspace from being planned", () => {
  it("is told at once, of the state, the key and the address", () => {
    expect(refused(one, { ci: true, variables: {} })).toEqual([
      expect.stringContaining("error backend workspace.yaml:1:17 A state in a local file"),
      expect.stringContaining("error environment workspace.yaml:1:17 The variable STAGING_KEY is not set"),
      expect.stringContaining("error environment workspace.yaml:1:17 The variable STAGING_URL is not set"),
    ]);
  });

  for (const [title, [file, options, said]] of Object.entries(problems)) {
    it(`is that ${title}`, () => expect(refused(file, options)).toEqual(said));
  }
});

const states: Record<string, [file: string, state: object, environment?: string]> = {
  "a file beside the root file": ["", { backend: { local: { path: "../../pumble.tfstate" } } }],
  "a file for each environment": [
    two,
    { backend: { local: { path: "../../pumble.staging.tfstate" } } },
    "staging",
  ],
  "the file that is named, from the workspace's folder": [
    "backend: { local: { path: state/x.tfstate } }",
    { backend: { local: { path: "../../state/x.tfstate" } } },
  ],
  "the backend that is named, whose settings are no templates": [
    "backend: { s3: { bucket: '${b}', tags: [{ a: '%{x}', b: 1, c: null }], encrypt: true } }",
    { backend: { s3: { bucket: "$${b}", tags: [{ a: "%%{x}", b: 1, c: null }], encrypt: true } } },
  ],
  "a backend without settings": ["backend: { s3: }", { backend: { s3: {} } }],
  "Terraform's cloud, which is no backend": [
    "backend: { cloud: { organization: acme } }",
    { cloud: { organization: "acme" } },
  ],
  "the environment's own backend, as it is": [
    "backend: { gcs: { bucket: b } }\nenvironments: { staging: { backend: { s3: { key: k } } } }",
    { backend: { s3: { key: "k" } } },
    "staging",
  ],
};

describe("the state", () => {
  for (const [title, [file, state, environment]] of Object.entries(states)) {
    it(`is in ${title}`, () => {
      const { required_providers: _, ...settings } = configured(file, { environment }).terraform!;
      expect(settings).toEqual(state);
    });
  }

  const own: Record<string, [given: string, unset: object, set: object]> = {
    s3: ["key: k", { key: "staging/pumble.tfstate" }, { key: "staging/k" }],
    azurerm: ["key: k", { key: "staging/pumble.tfstate" }, { key: "staging/k" }],
    cos: ["key: k", { key: "staging/pumble.tfstate" }, { key: "staging/k" }],
    oss: ["key: k", { key: "staging/pumble.tfstate" }, { key: "staging/k" }],
    gcs: ["prefix: k", { prefix: "staging/pumble" }, { prefix: "staging/k" }],
    consul: ["path: k", { path: "staging/pumble" }, { path: "staging/k" }],
    pg: ["schema_name: k", { schema_name: "terraform_remote_state_staging" }, { schema_name: "k_staging" }],
    kubernetes: ["secret_suffix: k", { secret_suffix: "pumble-staging" }, { secret_suffix: "k-staging" }],
    local: ["path: k", { path: "../../staging/terraform.tfstate" }, { path: "../../staging/k" }],
  };
  for (const [type, [given, unset, set]] of Object.entries(own)) {
    it(`of each environment is its own in ${type}`, () => {
      const stateOf = (settings: string) =>
        configured(`backend: { ${type}: { ${settings} } }\n${two}`, { environment: "staging" }).terraform!
          .backend![type];
      expect(stateOf("")).toEqual(unset);
      expect(stateOf(given)).toEqual(set);
    });
  }
});

describe("the working folder of Terraform", () => {
  it("is one for each environment, below the workspace's folder", () => {
    const workspace = workspaceOf({ "workspace.yaml": "" });
    expect(workingDirectoryOf(workspace, null)).toBe(join(workspace.root, ".pumble", "default"));
    expect(workingDirectoryOf(workspace, "staging")).toBe(join(workspace.root, ".pumble", "staging"));
  });

  it("holds the configuration, and is kept out of version control", () => {
    const { files, environment, apiKeyVariable, baseUrlVariable } = synthesisOf("channels: { ops: }");
    expect([...files.keys()]).toEqual(["main.tf.json", ".gitignore"]);
    expect(files.get(".gitignore")).toBe("*\n");
    expect(files.get("main.tf.json")).toMatch(/^\{\n {2}"terraform".*\}\n$/s);
    expect({ environment, apiKeyVariable, baseUrlVariable }).toEqual({
      ...{ environment: null, apiKeyVariable: "PUMBLE_API_KEY", baseUrlVariable: "PUMBLE_BASE_URL" },
    });
  });

  it("holds just the provider and the state for a workspace in which nothing is", () => {
    expect(Object.keys(configured(""))).toEqual(["terraform", "provider"]);
    expect(configured("").provider).toEqual({ pumble: {} });
    expect(configured("").terraform!["required_providers"]).toMatchObject({
      pumble: { version: expect.any(String) },
    });
  });

  it("has the variables of the environment, which is the only one where none is named", () => {
    expect(synthesisOf(one)).toMatchObject({
      ...{ environment: "staging", apiKeyVariable: "STAGING_KEY", baseUrlVariable: "STAGING_URL" },
    });
    expect(synthesisOf(two, { environment: "production" })).toMatchObject({
      ...{ environment: "production", apiKeyVariable: "PUMBLE_API_KEY", baseUrlVariable: "PUMBLE_BASE_URL" },
    });
    const chosen = chooseEnvironment(workspaceOf({ "workspace.yaml": two }), "staging");
    expect(chosen).toMatchObject({ environment: { name: "staging" } });
  });

  it("has the limits of the policy", () => {
    const { policy } = synthesisOf("policy: { max_removed: 5%, max_notified: 0 }");
    expect(policy).toMatchObject({ maxRemovedShare: 0.05, maxNotified: 0, place: { line: 1, column: 1 } });
    expect(synthesisOf("").policy).toEqual({ maxRemovedShare: null, maxNotified: null, place: null });
  });
});
