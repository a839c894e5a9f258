data "pumble_search" "deployments" {
  text  = "deployed"
  limit = 20
}

output "deployments" {
  value = data.pumble_search.deployments.messages[*].text
}
