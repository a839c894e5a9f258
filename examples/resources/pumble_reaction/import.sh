# CHANNEL/MESSAGE/CODE: the channel by id or name, the message by id.
terraform import pumble_reaction.party general/65f0c1d2a3b4c5d6e7f80912/:tada:
