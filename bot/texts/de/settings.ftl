settings-work-channel = ✅ Ab jetzt werden Arbeits-Threads in { $channel } geöffnet. Der Bot braucht dort diese Rechte: Kanal ansehen, Nachrichten in Threads senden, Private Threads erstellen.
settings-work-channel-anywhere = ✅ Ab jetzt werden Arbeits-Threads in dem Textkanal geöffnet, in dem /work benutzt wird.
