/** Stands in for hashicorp/vault: as much of `vault_kv_secret_v2` as keeps a secret, in a folder. */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { a, forContext, isUnknown, Problem, t } from "../../src/terraform";

const { defineEphemeralResource, defineProvider, defineResource } = forContext<{ folder: string }>();

const place = {
  mount: a.string({ required: true, replace: true, description: "Where the secrets engine is." }),
  name: a.string({ required: true, replace: true, description: "Name of the secret." }),
};

const secret = defineResource({
  name: "kv_secret_v2",
  description: "A secret.",
  attributes: {
    ...place,
    data_json_wo: a.string({ optional: true, writeOnly: true, sensitive: true, description: "The secret." }),
    data_json_wo_version: a.int({ optional: true, description: "Raise it to write the secret again." }),
    path: a.string({ computed: true, keepState: true, description: "Where the secret is." }),
  },
  create: ({ plan, config, context }) => write(context.folder, plan, config.data_json_wo),
  read: ({ state, context }) => (existsSync(join(context.folder, state.path)) ? state : null),
  update: ({ plan, config, context }) => write(context.folder, plan, config.data_json_wo),
  delete({ state, context }) {
    rmSync(join(context.folder, state.path));
  },
});

function write<Plan extends { mount: string; name: string }>(
  folder: string,
  plan: Plan,
  json: string | null,
) {
  if (existsSync(join(folder, "sealed"))) throw new Problem({ title: "Vault is sealed" });
  const path = `${plan.mount}/data/${plan.name}`;
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), json ?? "");
  return { ...plan, path };
}

const read = defineEphemeralResource({
  name: "kv_secret_v2",
  description: "A secret, read.",
  attributes: {
    mount: a.string({ required: true, description: "Where the secrets engine is." }),
    name: a.string({ required: true, description: "Name of the secret." }),
    data: a.map(t.string, { computed: true, sensitive: true, description: "The secret." }),
  },
  open({ config, context }) {
    const text = readFileSync(join(context.folder, config.mount, "data", config.name), "utf8");
    return { result: { ...config, data: JSON.parse(text) as Record<string, string> } };
  },
});

export const provider = defineProvider({
  name: "vault",
  address: "registry.terraform.io/hashicorp/vault",
  version: "5.0.0",
  description: "Stands in for hashicorp/vault in tests.",
  attributes: { address: a.string({ required: true, description: "Here: a folder." }) },
  configure: ({ config }) => ({ folder: isUnknown(config.address) ? "/nowhere" : config.address }),
  resources: [secret],
  ephemeralResources: [read],
});
