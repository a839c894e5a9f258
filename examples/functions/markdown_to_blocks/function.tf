data "pumble_users" "everybody" {}

output "blocks" {
  value = provider::pumble::markdown_to_blocks(
    "**Thanks**, @grace@example.com",
    data.pumble_users.everybody.ids_by_email,
  )
}
