/** The part of Terraform's and OpenTofu's `show -json` that is read here. Everything else is let through unread. */
import * as z from "zod";

const values = z.record(z.string(), z.unknown());

const resourceChange = z.looseObject({
  address: z.string(),
  previous_address: z.string().optional(),
  module_address: z.string().optional(),
  mode: z.string(),
  type: z.string(),
  name: z.string(),
  index: z.union([z.string(), z.number()]).optional(),
  /** Of an object that a replacement left behind, beside the one that has the address. */
  deposed: z.string().optional(),
  action_reason: z.string().optional(),
  /** Host, namespace and type. */
  provider_name: z.string().optional(),
  change: z.looseObject({
    actions: z.array(z.string()),
    before: values.nullish(),
    after: values.nullish(),
    after_unknown: z.unknown().optional(),
    before_sensitive: z.unknown().optional(),
    after_sensitive: z.unknown().optional(),
    importing: z.looseObject({}).nullish(),
  }),
});
export type ResourceChange = z.output<typeof resourceChange>;

/** What Terraform 1.14 runs beside the changes, as its `internal/command/jsonplan/action_invocations.go` writes it. */
const actionInvocation = z.looseObject({
  address: z.string(),
  type: z.string(),
  name: z.string().default(""),
  provider_name: z.string().optional(),
  config_values: values.nullish(),
  config_sensitive: z.unknown().optional(),
  config_unknown: z.unknown().optional(),
  /** Left out for one that `-invoke` asks for. */
  lifecycle_action_trigger: z.looseObject({}).nullish(),
});
export type ActionInvocation = z.output<typeof actionInvocation>;

/** An action as if it made an object of its values. */
export function asChange(one: ActionInvocation): ResourceChange {
  const { address, type, name, config_values, config_unknown, config_sensitive } = one;
  const after = { after: config_values, after_unknown: config_unknown, after_sensitive: config_sensitive };
  return { address, type, name, mode: "managed", change: { actions: ["create"], ...after } };
}

const stateResource = z.looseObject({
  address: z.string(),
  mode: z.string(),
  type: z.string(),
  values: values.nullish(),
  sensitive_values: z.unknown().optional(),
});
export type StateResource = z.output<typeof stateResource>;

export interface StateModule {
  resources?: StateResource[] | undefined;
  child_modules?: StateModule[] | undefined;
}
const stateModule: z.ZodType<StateModule> = z.looseObject({
  resources: z.array(stateResource).optional(),
  child_modules: z.array(z.lazy(() => stateModule)).optional(),
});

const configResource = z.looseObject({
  address: z.string(),
  expressions: z.record(z.string(), z.unknown()).optional(),
  provisioners: z
    .array(z.looseObject({ type: z.string(), expressions: z.record(z.string(), z.unknown()).optional() }))
    .optional(),
});
export interface ConfigModule {
  resources?: z.output<typeof configResource>[] | undefined;
  module_calls?: Record<string, { module?: ConfigModule | undefined }> | undefined;
}
const configModule: z.ZodType<ConfigModule> = z.looseObject({
  resources: z.array(configResource).optional(),
  module_calls: z
    .record(z.string(), z.looseObject({ module: z.lazy(() => configModule).optional() }))
    .optional(),
});

const providerConfig = z.looseObject({
  full_name: z.string().optional(),
  module_address: z.string().optional(),
  expressions: z.record(z.string(), z.unknown()).optional(),
});

const terraformPlan = z.looseObject({
  format_version: z.string().regex(/^1\./, "is not a version of the plan format that is known here"),
  resource_changes: z.array(resourceChange).default([]),
  resource_drift: z.array(resourceChange).default([]),
  action_invocations: z.array(actionInvocation).default([]),
  output_changes: z.record(z.string(), z.looseObject({ actions: z.array(z.string()) })).default({}),
  prior_state: z
    .looseObject({ values: z.looseObject({ root_module: stateModule.optional() }).optional() })
    .optional(),
  configuration: z
    .looseObject({
      root_module: configModule.optional(),
      provider_config: z.record(z.string(), providerConfig).optional(),
    })
    .optional(),
  variables: z.record(z.string(), z.looseObject({ value: z.unknown().optional() })).default({}),
  errored: z.boolean().default(false),
});
export type TerraformPlan = z.output<typeof terraformPlan>;

/**
 * Reads what `terraform show -json PLAN` printed.
 * @throws {Error} when it is none, naming the place that does not fit
 */
export function readTerraformPlan(json: string): TerraformPlan {
  const result = terraformPlan.safeParse(JSON.parse(json));
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new Error(`Terraform's plan cannot be read: ${issue!.path.join(".") || "it"} ${issue!.message}`);
}

/** Every resource of a state, modules included. */
export function resourcesOf(module: StateModule | undefined): StateResource[] {
  if (!module) return [];
  return [...(module.resources ?? []), ...(module.child_modules ?? []).flatMap(resourcesOf)];
}

/** A plan in which nothing is said. */
export function emptyPlan(): TerraformPlan {
  return terraformPlan.parse({ format_version: "1.0" });
}
