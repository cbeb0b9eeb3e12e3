"""What the bot does in Discord outside an interaction's answer: threads, posts. Services see only `base.Discord`."""
