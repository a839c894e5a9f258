# ADDRESS/MESSAGE, or ADDRESS,ADDRESS/MESSAGE for a group; or CHANNEL/MESSAGE, with the id of the conversation's channel.
terraform import pumble_direct_message.hello grace@example.com/65f0c1d2a3b4c5d6e7f80912
