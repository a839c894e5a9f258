data "pumble_channels" "teams" {
  type       = "PUBLIC"
  archived   = false
  name_regex = "^team-"
}

output "team_channels" {
  value = data.pumble_channels.teams.ids_by_name
}
