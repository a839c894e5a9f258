data "pumble_user_groups" "all" {}

output "groups" {
  value = data.pumble_user_groups.all.ids_by_handle
}
