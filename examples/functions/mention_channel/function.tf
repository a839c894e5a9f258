data "pumble_channel" "general" {
  name = "general"
}

output "pointer" {
  value = "Please ask in ${provider::pumble::mention_channel(data.pumble_channel.general.id)}."
}
