/** Which version of Terraform and of OpenTofu a feature of the protocol needs; null where one of them lacks it. */
export interface HostVersions {
  /** Two numbers with a dot: `1.8`. */
  readonly terraform: string;
  readonly tofu: string | null;
}

export const hostVersions = {
  /** The oldest that speak protocol 6 as it is served here. */
  provider: { terraform: "1.5", tofu: "1.6" },
  functions: { terraform: "1.8", tofu: "1.7" },
  ephemeralResources: { terraform: "1.10", tofu: "1.11" },
  writeOnly: { terraform: "1.11", tofu: "1.11" },
  identity: { terraform: "1.12", tofu: "1.12" },
  lists: { terraform: "1.14", tofu: null },
  actions: { terraform: "1.14", tofu: null },
} as const satisfies Readonly<Record<string, HostVersions>>;

/** `Needs Terraform 1.8 or OpenTofu 1.7, or newer.` */
export function neededText({ terraform, tofu }: HostVersions): string {
  return tofu === null
    ? `Needs Terraform ${terraform} or newer. OpenTofu does not have this.`
    : `Needs Terraform ${terraform} or OpenTofu ${tofu}, or newer.`;
}
