import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { parseAllDocuments } from "yaml";
import { kubernetesFaults, typedManifests } from "./kubernetes";
import { codeBlocksOf } from "./pages";

interface Manifest {
  kind: string;
  spec: Record<string, unknown>;
}

const code = codeBlocksOf("docs/guides/self-host.md")
  .filter(({ language }) => language === "yaml")
  .map((block) => block.code)
  .join("---\n");
const manifests = () => parseAllDocuments(code).map((document) => document.toJS() as Manifest);

const cache = "node_modules/.cache";
const file = join(cache, `manifests-${process.pid}.ts`);
afterAll(() => rmSync(file, { force: true }));

/** What the compiler says. */
function compiled(all: readonly Manifest[]): string {
  mkdirSync(cache, { recursive: true });
  writeFileSync(file, typedManifests(all));
  try {
    execFileSync(
      "node_modules/.bin/tsc",
      ["--noEmit", "--skipLibCheck", "--strict", "--ignoreConfig", file],
      { encoding: "utf8" },
    );
    return "";
  } catch (error) {
    return String((error as { stdout: string }).stdout);
  }
}

it("the manifests of the guide to hosting are what Kubernetes takes", () => {
  expect(manifests().length).toBeGreaterThan(4);
  expect(manifests().flatMap(kubernetesFaults)).toEqual([]);
  expect(compiled(manifests())).toBe("");
});

it("a wrong value, a missing field, and a kind that is not there are found", () => {
  const faults = (change: (deployment: Manifest) => void) => {
    const deployment = manifests().find(({ kind }) => kind === "Deployment")!;
    change(deployment);
    return kubernetesFaults(deployment).join();
  };
  expect(faults(({ spec }) => Object.assign(spec, { replicas: "two" }))).toContain(
    "/spec/replicas must be integer",
  );
  expect(faults(({ spec }) => delete spec.selector)).toContain("must have required property selector");
  expect(faults((deployment) => Object.assign(deployment, { apiVersion: "apps/v9" }))).toContain(
    "there is no apps/v9",
  );
});

it("a field that Kubernetes does not know is found", () => {
  const [deployment] = manifests();
  deployment!.spec.replica = 2;
  expect(compiled([deployment!])).toContain("does not exist in type 'IDeploymentSpec'");
});
