data "pumble_user" "grace" {
  email = "grace@example.com"
}

output "grace" {
  value = data.pumble_user.grace.name
}
