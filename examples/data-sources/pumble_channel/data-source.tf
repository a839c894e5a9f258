data "pumble_channel" "general" {
  name = "general"
}

output "members_of_general" {
  value = data.pumble_channel.general.member_ids
}
