resource "pumble_channel" "on_call" {
  name = "on-call"
}

resource "pumble_channel_member" "grace" {
  channel_id = pumble_channel.on_call.id
  email      = "grace@example.com"
}
