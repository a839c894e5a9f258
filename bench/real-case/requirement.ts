import { providerSource } from "../../src/pumble/provider-address";
import { version } from "../../src/pumble/version";

/** The block that names our provider. */
export const requirement = `terraform {
  required_providers {
    pumble = { source = "${providerSource}", version = "${version}" }
  }
}
`;
