data "pumble_user" "grace" {
  email = "grace@example.com"
}

output "greeting" {
  value = "Welcome, ${provider::pumble::mention_user(data.pumble_user.grace.id)}!"
}
