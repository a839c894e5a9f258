locals {
  deploy_key_version = 1 # another number makes another key
}

# The same text goes to a secret store, whose write-only argument has the same version.
ephemeral "pumble_generated_api_key" "deploy" {}

resource "pumble_api_key" "deploy" {
  name                   = "deploy"
  groups                 = ["Messages"]
  api_key_wo             = ephemeral.pumble_generated_api_key.deploy.api_key
  api_key_wo_version     = local.deploy_key_version
  rotation_grace_seconds = 3600
}
