action "pumble_send_message" "deployed" {
  config {
    channel_id = "65f0c1d2a3b4c5d6e7f80912"
    text       = "Deployed."
  }
}
