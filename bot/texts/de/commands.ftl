# Befehle, wie Discord sie auflistet. Eine Beschreibung (command-…) hat höchstens 100 Zeichen, der Name einer Option
# (option-…) höchstens 32: Kleinbuchstaben, Ziffern, Bindestriche, keine Leerzeichen.

option-channel = kanal
option-language = sprache
option-level = level
option-role = rolle
option-period = zeitraum
option-scope = bereich
option-task = aufgabe
option-topic = thema
option-user = person

command-work = Hol dir eine Aufgabe: schreiben, beurteilen, ordnen – oder kehr zur offenen zurück
command-work-task = Was du gern tun möchtest
command-work-language = Die Sprache, in der du arbeiten möchtest, etwa de, en oder pt-BR
command-help = Was dieser Bot tut und wie du anfängst
command-guidelines = Wie jede Art von Aufgabe gut gelingt und was die Labels bedeuten
command-guidelines-topic = Worüber du lesen möchtest
command-leaderboard = Die Besten eines Tages, einer Woche, eines Monats oder insgesamt
command-leaderboard-period = Welche Zeit zählt; ohne Angabe die letzten 7 Tage
command-leaderboard-scope = Welche Beiträge zählen; ohne Angabe die auf diesem Server
command-profile = Deine Punkte, dein Level, deine Serie und dein Rang, und wie die Punkte zustande kommen
command-profile-user = Jemand anderes; ohne Angabe du selbst
command-privacy = Was über dich gespeichert ist
command-privacy-show = Zeigt, was über dich gespeichert ist, und die Vereinbarung
command-boards = Ranglisten, die in einem Kanal dieses Servers veröffentlicht werden
command-settings = Einstellungen dieses Servers
command-settings-work-channel = Legt den Kanal fest, in dem Arbeits-Threads geöffnet werden
command-settings-work-channel-channel = Ein Textkanal; ohne Angabe öffnen sich Threads dort, wo /work benutzt wird
command-settings-level-role = Gibt allen, die ein Level erreicht haben, eine Rolle
command-settings-level-role-level = Ab welchem Level (1 bis 100)
command-settings-level-role-role = Die Rolle; ohne Angabe gibt es bei diesem Level keine mehr
command-settings-level-roles = Zeigt die Rollen für Level und ob ich sie vergeben kann

task-random = Was am meisten gebraucht wird
topic-overview = Was für alle Aufgaben gilt
topic-labels = Was die Labels bedeuten
