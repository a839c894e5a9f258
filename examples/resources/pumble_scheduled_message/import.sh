# SCHEDULED_MESSAGE, its id, or CHANNEL/SCHEDULED_MESSAGE. With /markdown at the end, what it says is read as Markdown.
terraform import pumble_scheduled_message.stand_up 65f0c1d2a3b4c5d6e7f80912
