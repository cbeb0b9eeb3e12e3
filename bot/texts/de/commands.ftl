# Befehle, wie Discord sie auflistet. Eine Beschreibung (command-…) hat höchstens 100 Zeichen, der Name einer Option
# (option-…) höchstens 32: Kleinbuchstaben, Ziffern, Bindestriche, keine Leerzeichen.

option-answers = antworten
option-closes = schluss
option-language = sprache
option-message = nachricht
option-period = zeitraum
option-scope = bereich
option-task = aufgabe
option-topic = thema
option-user = person

command-work = Hol dir eine Aufgabe: schreiben, beurteilen, ordnen – oder kehr zur offenen zurück
command-work-task = Was du gern tun möchtest
command-work-language = Die Sprache, in der du arbeiten möchtest, etwa de, en oder pt-BR
command-work-topic = Das Thema der Gespräche, an denen du arbeiten möchtest
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
command-settings = Alles, was auf diesem Server eingestellt ist, zum Ansehen und Ändern
command-moderate = Fälle, die auf die Moderation warten, und was sie getan hat
command-moderate-queue = Fälle, die auf eine Entscheidung warten, die schlimmsten zuerst
command-moderate-message = Eine Nachricht dieses Servers: ihr Gespräch, und was sich darüber entscheiden lässt
command-moderate-message-message = Wörter aus dem Text oder der Name der Person; aus der Liste wählen
command-moderate-tree = Der ganze Baum einer Nachricht: lesen, anhalten, weiterlaufen lassen
command-moderate-user = Was jemand auf diesem Server getan hat, Notizen, und was sich entscheiden lässt
command-moderate-user-user = Wer
command-open-case = Fall öffnen
command-moderate-log = Was die Moderation auf diesem Server getan hat
command-post-task = Eine Aufgabe in einen öffentlichen Thread stellen: Alle, die zugestimmt haben, können antworten
command-post-task-task = Was alle tun sollen; bei einer Rangfolge seht ihr am Ende, wie einig ihr euch seid
command-post-task-language = Die Sprache der Aufgabe, zum Beispiel en, de oder pt-BR
command-post-task-message = Was du denen sagen möchtest, die antworten
command-post-task-closes = Wann sie schließt; ohne Angabe in einem Tag
command-post-task-answers = Nach so vielen Antworten schließen

task-random = Was am meisten gebraucht wird
topic-overview = Was für alle Aufgaben gilt
topic-labels = Was die Labels bedeuten
closes-hour = in einer Stunde
closes-six-hours = in 6 Stunden
closes-day = in einem Tag
closes-three-days = in 3 Tagen
closes-week = in einer Woche
