data "pumble_api_keys" "mine" {}

output "key_names" {
  value = data.pumble_api_keys.mine.keys[*].name
}
