settings-work-channel = ✅ Ab jetzt werden Arbeits-Threads in { $channel } geöffnet. Der Bot braucht dort diese Rechte: Kanal ansehen, Private Threads erstellen, Nachrichten in Threads senden, Nachrichtenverlauf anzeigen.
settings-work-channel-anywhere = ✅ Ab jetzt werden Arbeits-Threads in dem Textkanal geöffnet, in dem /work benutzt wird.
