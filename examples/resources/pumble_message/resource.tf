data "pumble_channel" "general" {
  name = "general"
}

resource "pumble_message" "welcome" {
  channel_id = data.pumble_channel.general.id
  text       = "Welcome to Berlin!"
}

resource "pumble_message" "rules" {
  channel_id = data.pumble_channel.general.id
  markdown   = <<-EOT
    ## How we talk here
    - **One thread** for each topic
    - Ask @grace@example.com for access
  EOT

  # Below the welcome, not above it.
  depends_on = [pumble_message.welcome]
}
