data "pumble_users" "everybody" {
  status = "ACTIVATED"
}

output "name_of_grace" {
  value = data.pumble_users.everybody.by_email["grace@example.com"].name
}
