data "pumble_channel" "general" {
  name = "general"
}

resource "pumble_message" "release" {
  channel_id = data.pumble_channel.general.id
  text       = "Version 2 is out."
}

resource "pumble_reaction" "party" {
  channel_id = pumble_message.release.channel_id
  message_id = pumble_message.release.id
  reaction   = ":tada:"
}
