# /privacy: was über jemanden gespeichert ist, der Export, die Löschung.

command-privacy-export = Gibt dir alles, was über dich gespeichert ist, als Datei
command-privacy-delete = Löscht alles, was über dich gespeichert ist; du wirst noch einmal gefragt

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
privacy-drafts = **Unfertige Texte**: { $drafts ->
    [0] keine
    [one] einer
   *[other] { $drafts }
 }. Unfertige Texte siehst nur du; nach 30 Tagen werden sie gelöscht.
privacy-also = **Außerdem über dich gespeichert**
privacy-languages = { $count ->
    [one] eine Sprache, in der du arbeitest
   *[other] { $count } Sprachen, in denen du arbeitest
 }
privacy-agreement-answers = { $count ->
    [one] eine Antwort auf die Vereinbarung für Mitwirkende
   *[other] { $count } Antworten auf die Vereinbarung für Mitwirkende
 }
privacy-reactions = { $count ->
    [one] eine Reaktion
   *[other] { $count } Reaktionen
 }
privacy-reports = { $count ->
    [one] eine Meldung mit ihrem Grund
   *[other] { $count } Meldungen mit ihren Gründen
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
    [one] eine Karte mit dem Stand, in dem du sie verlassen hast
   *[other] { $count } Karten mit dem Stand, in dem du sie verlassen hast
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
    [one] dein Wunsch zu guten Nachrichten
   *[other] { $count } Wünsche zu guten Nachrichten
 }
privacy-level-roles = { $count ->
    [one] eine Rolle für dein Level
   *[other] { $count } Rollen für dein Level
 }
privacy-recent-texts = { $count ->
    [one] die verschlüsselte Kennung eines deiner Texte, um Wiederholungen zu bemerken
   *[other] die verschlüsselten Kennungen von { $count } deiner Texte, um Wiederholungen zu bemerken
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
privacy-contact = Fragen, Änderungen, Löschung: { $contact }.
privacy-agreement = Die ganze Vereinbarung:

button-export-data = Meine Daten exportieren
button-delete-data = Meine Daten löschen
button-delete-everything = Alles über mich löschen
button-keep-data = Meine Daten behalten

export-title = 📦 Deine Daten
export-what = { $files ->
    [one] Die angehängte Datei enthält alles, was in diesem Bot über dich gespeichert ist, und nichts von anderen. Sie ist JSON: Text, den du in jedem Editor lesen kannst und den auch Programme lesen.
   *[other] Diese { $files } Dateien enthalten alles, was in diesem Bot über dich gespeichert ist, und nichts von anderen. Sie sind JSON: Text, den du in jedem Editor lesen kannst und den auch Programme lesen.
 }
export-private = Nur du siehst diese Nachricht. Die Datei enthält deine Discord-ID und deine Texte: Überleg dir gut, wem du sie gibst.
export-part = 📦 Deine Daten, Datei { $part } von { $parts }

delete-title = ⚠️ Alles über dich löschen?
delete-goes = **Das verschwindet endgültig:** deine Discord-ID und dein Name, deine Zustimmung, deine Sprachen, deine Punkte und dein Platz in Ranglisten; { $messages ->
    [0] deine Texte (bisher keine)
    [one] dein Text
   *[other] deine { $messages } Texte
 }, deine Beurteilungen, Rangfolgen, Reaktionen und Meldungen, in allen Servern; was du angefangen und nicht abgeschickt hast; deine privaten Arbeits-Threads hier in Discord.
delete-conversations = **Gespräche:** Eines, das du begonnen hast, wird aus der Arbeit und aus dem Datensatz genommen. Wo andere dir geantwortet haben, bleibt eine leere Stelle ohne deinen Namen.
delete-stays = **Das bleibt, ohne eine Spur von dir:** was deine Beurteilungen und Rangfolgen schon entschieden haben. Wenn du gesperrt bist, hält dich eine Kennung gesperrt, aus der sich deine ID nicht zurückrechnen lässt.
delete-published = **Das lässt sich nicht zurückholen:** was schon veröffentlicht ist, und Kopien, die andere davon gemacht haben. Sicherungen enthalten deine Daten, bis sie ersetzt werden; wann das ist, erfährst du hier: { $contact }.
delete-elsewhere = **Was du abgeschickt hast, kann dieser Bot nicht löschen:** Es liegt beim Aufgaben-Server. Um es dort löschen zu lassen, wende dich an: { $contact }.
delete-little = Über dich ist wenig gespeichert: deine Discord-ID, dein Anzeigename und was du hier eingestellt hast. Beigetragen hast du nichts.
delete-final = Das lässt sich nicht rückgängig machen. Wenn du eine Kopie behalten möchtest, drück zuerst „Meine Daten exportieren“.
delete-done-title = 🗑️ Alles über dich ist gelöscht
delete-done = Deine privaten Arbeits-Threads verschwinden in ein paar Minuten. Wenn du diesen Bot wieder benutzt, fängst du ganz neu an.
delete-begun-title = ⏳ Die Löschung hat begonnen
delete-begun = Der Aufgaben-Server antwortet gerade nicht. Der Rest wird von selbst gelöscht, sobald er wieder da ist; du brauchst nichts zu tun.
delete-kept = 👍 Es wurde nichts gelöscht.
