# CHANNEL/THREAD_ROOT/REPLY: the channel by id or name, the messages by id. With /markdown at the end, as Markdown.
terraform import pumble_reply.answer general/65f0c1d2a3b4c5d6e7f80912/65f0c1d2a3b4c5d6e7f80913
