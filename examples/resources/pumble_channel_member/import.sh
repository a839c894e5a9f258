# CHANNEL/USER: the channel by id or name, the user by id or e-mail address.
terraform import pumble_channel_member.grace on-call/grace@example.com
