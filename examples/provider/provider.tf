terraform {
  required_providers {
    pumble = {
      source = "pumble-iac/pumble"
    }
  }
}

# The key comes from PUMBLE_API_KEY, the address of the addon from PUMBLE_BASE_URL.
provider "pumble" {}

resource "pumble_channel" "team_berlin" {
  name        = "team-berlin"
  description = "What the Berlin office is up to"
}
