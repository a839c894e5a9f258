# CHANNEL/MESSAGE: the channel by id or name, the message by id.
terraform import pumble_message.welcome general/65f0c1d2a3b4c5d6e7f80912

# With /markdown at the end, what it says is read as Markdown, as `pumble export` writes it, where that can say it all.
terraform import pumble_message.welcome general/65f0c1d2a3b4c5d6e7f80912/markdown
