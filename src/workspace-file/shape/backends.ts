/** Where Terraform and OpenTofu can keep a state, by the names that they have for it. */

import { meant } from "../../pumble/nearest";
import { checked } from "./basics";

/** Terraform 1.15 and OpenTofu 1.12, theirs together; `cloud` is a block of its own in Terraform's language. */
const backends = [
  ...["azurerm", "cloud", "consul", "cos", "gcs", "http", "kubernetes", "local"],
  ...["oci", "oss", "pg", "remote", "s3"],
];

export const backendName = checked((name) => {
  if (backends.includes(name)) return null;
  const known = backends.find((one) => one === name.toLowerCase());
  if (known) return `is no backend of Terraform, whose names are in lower case\nWrite ${known}.`;
  return `is no backend of Terraform\n${meant(name, backends) || `There are ${backends.join(", ")}.`}`;
});
