settings-work-channel = ✅ From now on, work threads are opened in { $channel }. The bot needs these permissions there: View Channel, Create Private Threads, Send Messages in Threads, Read Message History.
settings-work-channel-anywhere = ✅ From now on, work threads are opened in the text channel where /work is used.
