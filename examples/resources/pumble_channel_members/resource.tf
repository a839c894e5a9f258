resource "pumble_channel" "release" {
  name = "release"
}

resource "pumble_channel_members" "release" {
  channel_id = pumble_channel.release.id
  emails     = ["grace@example.com", "linus@example.com"]
}
