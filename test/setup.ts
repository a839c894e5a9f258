// Tests run as on a clean machine: no Terraform call home, no stray CLI configuration, no stray credentials.
process.env.CHECKPOINT_DISABLE = "1";
for (const name of [
  "TF_CLI_CONFIG_FILE",
  "PUMBLE_API_KEY",
  "PUMBLE_BASE_URL",
  "TF_LOG",
  "NODE_EXTRA_CA_CERTS",
]) {
  delete process.env[name];
}
