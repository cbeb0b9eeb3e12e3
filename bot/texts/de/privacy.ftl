# /privacy: was über jemanden gespeichert ist, der Export, die Löschung.

command-privacy-export = Gibt dir als Datei, was über dich gespeichert ist
command-privacy-delete = Löscht, was dieser Bot über dich speichert; du wirst noch einmal gefragt

privacy-title = 🔒 Was über dich gespeichert ist
privacy-identity = **Du**: { $name } (Discord-ID { $discord })
privacy-consent-accepted = Du hast der Vereinbarung für Mitwirkende (Version { $version }) zugestimmt: { $when }.
privacy-consent-declined = Du hast die Vereinbarung für Mitwirkende (Version { $version }) abgelehnt: { $when }.
privacy-consent-none = Du hast der Vereinbarung für Mitwirkende nicht zugestimmt; nichts, was du schreibst, wird gesammelt.
privacy-contributions = **Deine Beiträge**: { $messages ->
    [0] keine Nachrichten
    [one] eine Nachricht
   *[other] { $messages } Nachrichten
 }, { $labels ->
    [0] keine Beurteilungen
    [one] eine Beurteilung
   *[other] { $labels } Beurteilungen
 }, { $rankings ->
    [0] keine Rangfolgen
    [one] eine Rangfolge
   *[other] { $rankings } Rangfolgen
 }.
privacy-contributions-elsewhere = **Deine Beiträge**: { $messages ->
    [0] keine Nachrichten
    [one] eine Nachricht
   *[other] { $messages } Nachrichten
 } beim Aufgaben-Server.
privacy-answers-elsewhere = Der Aufgaben-Server speichert auch deine Beurteilungen, Rangfolgen, Reaktionen und Meldungen, listet sie aber nicht auf.
privacy-contributions-unknown = **Deine Beiträge**: Der Aufgaben-Server antwortet gerade nicht; was er über dich speichert, fehlt deshalb hier und im Export. Frag später noch einmal.
privacy-drafts = **Unfertige Texte**: { $drafts ->
    [0] keine
    [one] einer
   *[other] { $drafts }
 }. Unfertige Texte siehst nur du; nach { $draft_days ->
    [one] einem Tag
   *[other] { $draft_days } Tagen
 } werden sie gelöscht.
privacy-checks = **Aufmerksamkeitsprüfungen** (Beurteilungs-Aufgaben, deren Antwort schon feststeht): { $passed } von { $answered } bestanden. Sie zählen ein wenig mit, wenn deine Stimmen gewichtet werden, und die Moderation sieht die beiden Zahlen.
privacy-also = **Außerdem über dich gespeichert**
privacy-languages = { $count ->
    [one] eine Sprache, in der du arbeitest
   *[other] { $count } Sprachen, in denen du arbeitest
 }
privacy-agreement-answers = { $count ->
    [one] eine Antwort auf die Vereinbarung
   *[other] { $count } Antworten auf die Vereinbarung
 }
privacy-consents = { $count ->
    [one] die Fassung der Vereinbarung, unter der deine Beiträge entstanden sind
   *[other] die { $count } Fassungen der Vereinbarung, unter denen deine Beiträge entstanden sind
 }
privacy-unfinished-deletions = { $count ->
    [one] deine Discord-ID, wegen einer früheren Löschung, zu der der Aufgaben-Server noch befragt wird
   *[other] deine Discord-ID, wegen { $count } früherer Löschungen, zu denen der Aufgaben-Server noch befragt wird
 }
privacy-reactions = { $count ->
    [one] eine Reaktion
   *[other] { $count } Reaktionen
 }
privacy-reports = { $count ->
    [one] eine Meldung mit ihrem Grund
   *[other] { $count } Meldungen mit ihren Gründen
 }
privacy-unfinished-purges = { $count ->
    [one] dass du als Betreiber eine Person löschen lässt
   *[other] dass du als Betreiber { $count } Personen löschen lässt
 }
privacy-decisions-under-way = { $count ->
    [one] eine Entscheidung über dich, die gerade ausgeführt wird
   *[other] { $count } Entscheidungen über dich, die gerade ausgeführt werden
 }
privacy-cases-claimed = { $count ->
    [one] ein Fall, den du für die Moderation übernommen hast
   *[other] { $count } Fälle, die du für die Moderation übernommen hast
 }
privacy-named-on-cards = { $count ->
    [one] eine Karte eines Falls, für die Moderation, die dich nennt
   *[other] { $count } Karten von Fällen, für die Moderation, die dich nennen
 }
privacy-objections = { $count ->
    [one] ein Einspruch gegen eine Entscheidung der Moderation
   *[other] { $count } Einsprüche gegen Entscheidungen der Moderation
 }
privacy-cases = { $count ->
    [one] ein Fall über dich, den die Moderation ansieht oder angesehen hat
   *[other] { $count } Fälle über dich, die die Moderation ansieht oder angesehen hat
 }
privacy-decisions-about = { $count ->
    [one] eine Entscheidung der Moderation über dich oder deine Nachrichten
   *[other] { $count } Entscheidungen der Moderation über dich oder deine Nachrichten
 }
privacy-pauses = { $count ->
    [one] eine Schreibpause, weil viele deiner Texte abgelehnt worden waren, mit den Gründen
   *[other] { $count } Schreibpausen, weil viele deiner Texte abgelehnt worden waren, mit den Gründen
 }
privacy-decisions-by = { $count ->
    [one] eine Entscheidung, die du in der Moderation getroffen hast
   *[other] { $count } Entscheidungen, die du in der Moderation getroffen hast
 }
privacy-kept-to-undo = { $count ->
    [one] ein Eintrag, der eine Weile aufbewahrt wird, damit sich eine Entscheidung zurücknehmen lässt
   *[other] { $count } Einträge, die eine Weile aufbewahrt werden, damit sich Entscheidungen zurücknehmen lassen
 }
privacy-barred-from = { $count ->
    [one] ein Server, auf dem du nicht mitarbeiten darfst
   *[other] { $count } Server, auf denen du nicht mitarbeiten darfst
 }
privacy-unlisted = { $count ->
    [one] ein Server, dessen Moderation dich aus seinen Ranglisten genommen hat
   *[other] { $count } Server, deren Moderation dich aus ihren Ranglisten genommen hat
 }
privacy-notes-about = { $count ->
    [one] eine Notiz der Moderation über dich
   *[other] { $count } Notizen der Moderation über dich
 }
privacy-notes-by = { $count ->
    [one] eine Notiz, die du in der Moderation geschrieben hast
   *[other] { $count } Notizen, die du in der Moderation geschrieben hast
 }
privacy-skips = { $count ->
    [one] eine Nachricht, die du übersprungen hast
   *[other] { $count } Nachrichten, die du übersprungen hast
 }
privacy-packages = { $count ->
    [one] eine Aufgabe, die du bekommen hast
   *[other] { $count } Aufgaben, die du bekommen hast
 }
privacy-sessions = { $count ->
    [one] eine Karte, wie du sie verlassen hast
   *[other] { $count } Karten, wie du sie verlassen hast
 }
privacy-waiting = { $count ->
    [one] eine Antwort, die auf die Zustellung wartet
   *[other] { $count } Antworten, die auf die Zustellung warten
 }
privacy-notices = { $count ->
    [one] ein Satz, der dir beim nächsten Mal gesagt wird
   *[other] { $count } Sätze, die dir beim nächsten Mal gesagt werden
 }
privacy-threads = { $count ->
    [one] ein privater Arbeits-Thread
   *[other] { $count } private Arbeits-Threads
 }
privacy-good-news = { $count ->
    [one] ob du gute Nachrichten willst
   *[other] { $count } Wünsche zu guten Nachrichten
 }
privacy-level-roles = { $count ->
    [one] eine Rolle für dein Level
   *[other] { $count } Rollen für dein Level
 }
privacy-shared-profiles = { $count ->
    [one] wo du dein Profil geteilt hast
   *[other] die { $count } Orte, an denen du dein Profil geteilt hast
 }
privacy-posted-boards = { $count ->
    [one] ein Eintrag zu Ranglisten in Kanälen
   *[other] { $count } Einträge zu Ranglisten in Kanälen
 }
privacy-posted-tasks = { $count ->
    [one] eine Aufgabe, die du in einen öffentlichen Thread gestellt hast
   *[other] { $count } Aufgaben, die du in öffentliche Threads gestellt hast
 }
privacy-recent-actions = { $count ->
    [one] wann du in den letzten Minuten etwas geschrieben oder übersprungen hast, damit niemand es massenhaft tut
   *[other] { $count } Zeitpunkte, zu denen du in den letzten Minuten etwas geschrieben oder übersprungen hast, damit niemand es massenhaft tut
 }
privacy-recent-texts = { $count ->
    [one] die verschlüsselte Kennung eines deiner Texte, um Wiederholungen zu bemerken
   *[other] verschlüsselte Kennungen von { $count } deiner Texte, um Wiederholungen zu bemerken
 }
privacy-vote-records = { $count ->
    [one] wie weit deine Beurteilungen, Rangfolgen und Texte zu dem passten, was entschieden wurde: danach werden deine Stimmen gewichtet
   *[other] { $count } Angaben dazu, wie weit deine Beurteilungen, Rangfolgen und Texte zu dem passten, was entschieden wurde: danach werden deine Stimmen gewichtet
 }
privacy-check-answers = { $count ->
    [one] deine Antwort auf eine Aufmerksamkeitsprüfung
   *[other] deine Antworten auf { $count } Aufmerksamkeitsprüfungen
 }
privacy-counts = { $count ->
    [one] ein Zählerstand zu dem, was du getan hast, für Ranglisten
   *[other] { $count } Zählerstände zu dem, was du getan hast, für Ranglisten
 }
privacy-reception = { $count ->
    [one] ein Zählerstand zu dem, was andere über deine Nachrichten gesagt haben
   *[other] { $count } Zählerstände zu dem, was andere über deine Nachrichten gesagt haben
 }
privacy-log = { $count ->
    [one] ein Eintrag im Protokoll, der dich mit einem zufälligen Zeichen nennt
   *[other] { $count } Einträge im Protokoll, die dich mit einem zufälligen Zeichen nennen
 }
privacy-other = { $kind }: { $count }
privacy-all = Sonst ist nichts über dich gespeichert. Der Export enthält alles davon, Wort für Wort.
privacy-all-here = Sonst speichert dieser Bot nichts über dich. Der Export enthält alles davon und was der Aufgaben-Server auflistet, Wort für Wort.
privacy-all-but-elsewhere = Sonst speichert dieser Bot nichts über dich.
privacy-contact = Fragen, Änderungen, Löschung: { $contact }.
privacy-agreement = 📜 Die ganze Vereinbarung

button-export-data = Meine Daten exportieren
button-delete-data = Meine Daten löschen
button-delete-everything = Alles über mich löschen
button-delete-here = Löschen, was hier liegt
button-keep-data = Meine Daten behalten

export-title = 📦 Deine Daten
export-what = { $files ->
    [one] Die angehängte Datei enthält alles, was in diesem Bot über dich gespeichert ist, und nichts von anderen. Sie ist JSON: Text, den du in jedem Editor lesen kannst und den auch Programme lesen.
   *[other] Diese { $files } Dateien enthalten alles, was in diesem Bot über dich gespeichert ist, und nichts von anderen. Sie sind JSON: Text, den du in jedem Editor lesen kannst und den auch Programme lesen.
 }
export-private = Nur du siehst diese Nachricht. Die Datei enthält deine Discord-ID und deine Texte: Überleg dir gut, wem du sie gibst.
export-incomplete = ⚠️ **Der Aufgaben-Server antwortet gerade nicht: Was er über dich speichert, fehlt hier.** Hol dir die Datei später noch einmal.
export-part = 📦 Deine Daten, Datei { $part } von { $parts }

delete-title = ⚠️ Alles über dich löschen?
delete-goes = **Das verschwindet endgültig:** deine Discord-ID und dein Name, deine Zustimmung, deine Sprachen, deine Punkte und dein Platz in Ranglisten; { $messages ->
    [0] deine Texte (bisher keine)
    [one] dein Text
   *[other] deine { $messages } Texte
 }, deine Beurteilungen, Rangfolgen, Reaktionen und Meldungen, auf allen Servern; was du angefangen und nicht abgeschickt hast; deine privaten Arbeits-Threads hier in Discord.
delete-conversations = **Gespräche:** Eines, das du begonnen hast, wird aus der Arbeit und aus dem Datensatz genommen. Wo andere dir geantwortet haben, bleibt eine leere Stelle ohne deinen Namen.
delete-stays = **Das bleibt, ohne eine Spur von dir:** was deine Beurteilungen und Rangfolgen schon entschieden haben. Wenn du gesperrt bist, hält dich eine Kennung gesperrt, aus der sich deine ID nicht zurückrechnen lässt.
delete-published = **Das lässt sich nicht zurückholen:** was schon veröffentlicht ist, und Kopien, die andere davon gemacht haben. Sicherungen enthalten deine Daten, bis sie ersetzt werden; wann das ist, sagt dir { $contact }.
delete-title-here = ⚠️ Löschen, was dieser Bot über dich speichert?
delete-goes-here = **Das verschwindet endgültig:** deine Discord-ID, dein Name, deine Zustimmung und deine Sprachen in diesem Bot; was du angefangen und nicht abgeschickt hast, und Antworten, die noch auf die Zustellung warten; deine privaten Arbeits-Threads hier in Discord.
delete-elsewhere = **Das bleibt beim Aufgaben-Server, wo dieser Bot es nicht löschen kann:** was du abgeschickt hast – Texte, Beurteilungen, Rangfolgen, Reaktionen und Meldungen – mit deiner Discord-ID und deinem Namen, dazu deine Punkte und dein Platz in Ranglisten. Um es dort löschen zu lassen, wende dich an: { $contact }.
delete-little = Über dich ist wenig gespeichert: deine Discord-ID, dein Anzeigename und was du hier eingestellt hast. Beigetragen hast du nichts.
delete-final = Das lässt sich nicht rückgängig machen. Wenn du eine Kopie behalten möchtest, drück zuerst „Meine Daten exportieren“.
delete-done-title = 🗑️ Alles über dich ist gelöscht
delete-done = Deine privaten Arbeits-Threads verschwinden in ein paar Minuten. Wenn du diesen Bot wieder benutzt, fängst du ganz neu an.
delete-done-here-title = 🗑️ Was dieser Bot über dich gespeichert hat, ist gelöscht
delete-done-here = Deine privaten Arbeits-Threads verschwinden in ein paar Minuten. Was du abgeschickt hast, liegt noch beim Aufgaben-Server. Um es dort löschen zu lassen, wende dich an: { $contact }.
delete-rest = ⏳ Der Aufgaben-Server antwortet gerade nicht; er konnte deshalb nicht gefragt werden, welche Texte von dir sind. Kopien davon auf den Karten anderer verschwinden, sobald er wieder da ist, spätestens in { $draft_days ->
    [one] einem Tag
   *[other] { $draft_days } Tagen
 }. So lange wird dafür deine Discord-ID behalten, und sonst nichts; du brauchst nichts zu tun.
delete-begun-title = ⏳ Die Löschung hat begonnen
delete-begun = Was hier gespeichert war, ist gelöscht. Der Aufgaben-Server antwortet gerade nicht; was er über dich speichert, wird gelöscht, sobald er wieder da ist. Du brauchst nichts zu tun.
delete-kept = 👍 Es wurde nichts gelöscht.

trust-title = ⚖️ Wie viel deine Stimmen zählen
trust-nothing-settled = Über nichts, was du beurteilt hast, ist bisher entschieden.
trust-agreed = Du hast { $settled ->
    [one] einen Text beurteilt, über den
   *[other] { $settled } Texte beurteilt, über die
 } inzwischen entschieden ist; { $agreed } deiner Urteile sagten dasselbe wie die Entscheidung.
trust-rejected = - Am Ende abgelehnt: { $rejected }. Bei { $objected } davon hattest du etwas einzuwenden.
trust-accepted = - Am Ende angenommen: { $accepted }. Bei { $passed } davon hattest du nichts einzuwenden.
trust-estimates = Daraus schätzt der Bot: Von den Texten, die abgelehnt gehören, bemerkst du { $sensitivity } % (*Sensitivität*), von den guten lässt du { $specificity } % gelten (*Spezifität*). Neuere Urteile zählen mehr, und solange es wenige sind, giltst du als neu.
trust-review-weight = **Deine Urteile** zählen { $percent } % von dem, was die von jemand Neuem zählen.
trust-review-alike = **Deine Urteile** zählen so viel wie die von allen: Hier werden sie nicht gewichtet.
trust-ranking-weight = **Deine Rangfolgen** zählen { $percent } % von dem, was die von jemand Neuem zählen. Das hängt auch davon ab, wie oft sie zwei Antworten so ordnen wie alle zusammen.
trust-ranking-alike = **Deine Rangfolgen** zählen so viel wie die von allen: Hier werden sie nicht gewichtet.
trust-nobody-is-judged = Diese Zahlen kommen nur von dem, was du hier getan hast. Sie ändern, wie viel eine Stimme zählt und wie viele Urteile noch gefragt sind; über dich entscheiden sie nichts.
