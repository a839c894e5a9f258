# CHANNEL: by id or name.
terraform import pumble_channel_members.release release
