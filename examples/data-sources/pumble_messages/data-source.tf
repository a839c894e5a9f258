data "pumble_messages" "latest" {
  channel = "general"
  limit   = 10
}

output "latest" {
  value = data.pumble_messages.latest.messages[*].text
}
