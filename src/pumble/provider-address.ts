/** Where the Terraform provider lives in the registries. */
export const providerAddress = {
  host: "registry.terraform.io",
  namespace: "pumble-iac",
  type: "pumble",
} as const;

/** `registry.terraform.io/pumble-iac/pumble` */
export const providerSource = `${providerAddress.host}/${providerAddress.namespace}/${providerAddress.type}`;
