# CHANNEL: by name, or by id.
terraform import pumble_channel.incidents incidents
