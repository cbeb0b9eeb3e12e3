settings-work-channel = ✅ From now on, work threads are opened in { $channel }. The bot needs these permissions there: View Channel, Send Messages in Threads, Create Private Threads.
settings-work-channel-anywhere = ✅ From now on, work threads are opened in the text channel where /work is used.
