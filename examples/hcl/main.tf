terraform {
  required_providers {
    pumble = { source = "registry.terraform.io/pumble-iac/pumble" }
  }
}

provider "pumble" {}

data "pumble_users" "all" {}

resource "pumble_channel" "handbook" {
  name        = "handbook"
  description = "How we do things here"
}

resource "pumble_message" "rules" {
  channel_id = pumble_channel.handbook.id
  markdown   = file("${path.module}/rules.md")
}

resource "pumble_reply" "people" {
  channel_id     = pumble_channel.handbook.id
  thread_root_id = pumble_message.rules.id
  text           = "For ${length(data.pumble_users.all.users)} people."
}
