resource "pumble_channel" "incidents" {
  name        = "incidents"
  description = "One thread for each incident"
}

# A channel that may be there already.
resource "pumble_channel" "hiring" {
  name           = "hiring"
  type           = "PRIVATE"
  adopt_existing = true
  on_destroy     = "abandon"
}
