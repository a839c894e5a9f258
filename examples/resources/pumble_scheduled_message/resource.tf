data "pumble_channel" "general" {
  name = "general"
}

resource "pumble_scheduled_message" "stand_up" {
  channel_id = data.pumble_channel.general.id
  text       = "Stand-up in five minutes."
  send_at    = "2090-01-02T08:55:00+01:00"

  recurrence = {
    type                  = "DAILY"
    end_after_occurrences = 20
  }
}
