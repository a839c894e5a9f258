/** What may take part where a workspace is thrown away: it makes nothing outside Terraform's state and that workspace. */

/** Providers of hashicorp's that only ever change a state. */
export const harmlessProviders = ["null", "random", "time", "tls"];

/** How a stack starts the scripts of `PumbleScript`, which act in the throw-away workspace. */
export const scriptRunner = ["node", "pumble-scripts/run.cjs"];
