list "pumble_message" "mine" {
  provider = pumble
  limit    = 50

  config {
    channel_id = "65f0c1d2a3b4c5d6e7f80912"
  }
}
