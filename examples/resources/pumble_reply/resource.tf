data "pumble_channel" "general" {
  name = "general"
}

resource "pumble_message" "question" {
  channel_id = data.pumble_channel.general.id
  text       = "Who is on call this week?"
}

resource "pumble_reply" "answer" {
  channel_id     = pumble_message.question.channel_id
  thread_root_id = pumble_message.question.id
  text           = "Grace, until Sunday."
}
