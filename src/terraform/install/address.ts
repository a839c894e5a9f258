/** A provider's source address in parts: `registry.terraform.io/namespace/type`. */
export interface ProviderAddress {
  readonly host: string;
  readonly namespace: string;
  /** As in the executable's name, `terraform-provider-TYPE`. */
  readonly type: string;
}

const partPattern = /^[0-9A-Za-z](?:[0-9A-Za-z.:_-]*[0-9A-Za-z])?$/;

/** `host/namespace/type` */
export function formatAddress({ host, namespace, type }: ProviderAddress): string {
  return `${host}/${namespace}/${type}`;
}

/** @throws Error that names the part which Terraform would not accept, or which would lead out of the mirror */
export function checkAddress(address: ProviderAddress, version: string): void {
  for (const [name, value] of Object.entries({ ...address, version })) {
    if (partPattern.test(value) && !value.includes("..")) continue;
    throw new Error(
      `Cannot install provider: its ${name} is "${value}"; use letters, digits, "-", "_" and ".".`,
    );
  }
  if (!/^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?$/.test(version)) {
    throw new Error(`Cannot install provider: version "${version}" is not a semantic version such as 1.2.3.`);
  }
}
