ephemeral "pumble_generated_api_key" "ci" {}

resource "pumble_api_key" "ci" {
  name               = "ci"
  read_only          = true
  api_key_wo         = ephemeral.pumble_generated_api_key.ci.api_key
  api_key_wo_version = 1
}
