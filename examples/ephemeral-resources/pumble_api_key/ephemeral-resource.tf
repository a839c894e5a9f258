ephemeral "pumble_api_key" "report" {
  name             = "report"
  read_only        = true
  lifetime_seconds = 600
}

# A second configuration of the provider, which can only read.
provider "pumble" {
  alias   = "reader"
  api_key = ephemeral.pumble_api_key.report.api_key
}

data "pumble_current_user" "reader" {
  provider = pumble.reader
}
