data "pumble_current_user" "me" {}

output "acting_as" {
  value = data.pumble_current_user.me.email
}
