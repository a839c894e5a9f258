/**
 * Whether Kubernetes would take a manifest, by the validators and types that are generated from its own OpenAPI
 * document.
 */
import { createRequire } from "node:module";

interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
}

const require = createRequire(__filename);

/** What is wrong with a manifest: a missing field, a value of another type, a kind that is not there. */
export function kubernetesFaults(manifest: unknown): string[] {
  const { apiVersion, kind } = manifest as Manifest;
  const name = `${apiVersion} ${kind}`;
  let models: Record<string, new (data: unknown) => { validate(): void }>;
  try {
    models = require(`kubernetes-models/${apiVersion}/${kind}`);
  } catch {
    return [`there is no ${name} in Kubernetes`];
  }
  try {
    new models[kind]!(manifest).validate();
    return [];
  } catch (error) {
    return [`${name}: ${(error as Error).message}`];
  }
}

/** The manifests as TypeScript, which does not compile with a field that Kubernetes does not know. */
export function typedManifests(manifests: readonly unknown[]): string {
  return manifests
    .map((manifest, index) => {
      const { apiVersion, kind } = manifest as Manifest;
      const type = `import("kubernetes-models/${apiVersion}/${kind}").I${kind}`;
      return `export const manifest${index}: ${type} = ${JSON.stringify(manifest, null, 2)};\n`;
    })
    .join("");
}
