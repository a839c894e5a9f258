list "pumble_channel" "public" {
  provider = pumble

  config {
    type = "PUBLIC"
  }
}
