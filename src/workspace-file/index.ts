/** A workspace kept as files: what they say, what is wrong with them, and the Terraform configuration that they are. */
export * from "./place";
export * from "./problem";
export * from "./synthesis";
export * from "./workspace";
