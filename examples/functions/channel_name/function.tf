output "channel_name" {
  value = provider::pumble::channel_name("Team Berlin") # team-berlin
}
