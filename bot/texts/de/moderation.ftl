# Fälle für die Moderation, was entschieden wurde, und was die lesen, die es betrifft.

author-unnamed = wird nicht genannt
person-of-another-server = jemand von einem anderen Server
person-unknown = jemand, der nicht mehr bekannt ist

# Ein Fall.
case-title = 🛡️ Fall: { $kind }{ $known ->
    [0] {""}
   *[other] {" "}({ $language })
 }
case-title-person = 🛡️ Fall: eine Person
case-kind-prompt = Prompt
case-kind-assistant-reply = Antwort des Assistenten
case-kind-prompter-reply = Antwort des Fragenden
case-kind-message = Nachricht
case-kind-person = eine Person
case-facts = Eröffnet { $when } · Schaden { $harm } von 100 · `{ $case }`
case-facts-elsewhere = Eröffnet { $when } · `{ $case }`
case-for-operator = 📨 **An den Betreiber** dieses Bots weitergegeben; er entscheidet.
case-claimed = 🙋 { $who } ist dran; bis { $until } kann sonst niemand entscheiden.
case-decided-unknown = ✅ **Entschieden.** Wer was entschieden hat, ist hier nicht bekannt.
case-marked = um diese geht es
case-why = **Warum der Fall hier ist**
case-more-signals = … und { $count ->
    [one] ein früherer Grund
   *[other] { $count } frühere Gründe
 }.
case-not-all = … nicht alles passt hierher.
case-author = **Geschrieben von:** { $author }
case-record = Auf diesem Server: { $texts ->
    [one] ein Text
   *[other] { $texts } Texte
 } ({ $accepted } angenommen, { $rejected } abgelehnt, { $deleted } gelöscht) · { $reviews ->
    [one] eine Beurteilung
   *[other] { $reviews } Beurteilungen
 } · { $reports ->
    [0] keine Meldungen
    [one] eine Meldung ({ $upheld } mit Folgen)
   *[other] { $reports } Meldungen ({ $upheld } mit Folgen)
 }
case-record-pauses = { $pauses ->
    [one] Eine Schreibpause
   *[other] { $pauses } Schreibpausen
 }, davon aufgehoben: { $lifted }
case-record-checks = Bestandene Aufmerksamkeitsprüfungen: { $passed } von { $checks }
case-record-agreement = Einigkeit mit anderen beim Beurteilen, höchstens 1, durch Zufall 0: { $agreement }
case-alpha = { $alpha }
case-is-barred = ⛔ Darf auf diesem Server zurzeit nicht arbeiten.
case-is-disabled = ⛔ Vom Betreiber gesperrt.
case-reviews = **{ $count ->
    [one] Eine Beurteilung
   *[other] { $count } Beurteilungen
 }**
case-label-votes = { $label }: { $yes } ja, { $no } nein
case-label-scale = { $label }: { $mean } von 5
case-label-differs = anders als die meisten: { $people }
case-earlier = **Frühere Entscheidungen**
case-ask-reason = **{ $ruling }: warum?** Noch ist nichts entschieden. Wer den Text geschrieben hat, liest den Grund.
case-ask-reason-operator = **{ $ruling }: warum?** Noch ist nichts weitergegeben. Der Betreiber liest den Grund.
case-ask-reason-elsewhere = **{ $ruling }: warum?** Noch ist nichts entschieden. Der Aufgaben-Server gibt den Grund an niemanden weiter und sagt auch dem nichts, der den Text geschrieben hat.
case-choose-reason = Wähle einen Grund
case-done = ✅ { $ruling }.
case-passed-on = ✅ Weitergegeben. Der Fall bleibt offen, bis der Betreiber entscheidet.
case-undone = ↩️ Zurückgenommen: { $ruling }. Alles ist wie vorher.
decided-by-bot = der Bot
decision-undone = zurückgenommen { $when }

button-keep-case = Behalten
button-delete-case = Löschen
button-restore-case = Wiederherstellen
button-edit-case = Ändern
button-halt-case = Baum anhalten
button-resume-case = Baum weiterführen
button-bar-case = Hier ausschließen
button-unbar-case = Ausschluss aufheben
button-lift-case = Pause aufheben
button-operator-case = An den Betreiber
button-claim-case = Übernehmen
button-release-case = Freigeben
button-undo-case = Rückgängig: { $ruling }
button-open-case = Fall ansehen
button-own-words = In eigenen Worten
button-cancel = Abbrechen
button-back-to-queue = Zurück zur Liste

ruling-keep = Behalten
ruling-delete = Gelöscht
ruling-restore = Wiederhergestellt
ruling-edit = Geändert
ruling-halt = Baum angehalten
ruling-resume = Baum geht weiter
ruling-bar = Hier ausgeschlossen
ruling-unbar = Nicht mehr ausgeschlossen
ruling-to-operator = An den Betreiber
ruling-disable = Gesperrt
ruling-enable = Entsperrt
ruling-pause = Schreibpause
ruling-lift = Schreibpause aufgehoben

signal-report = Gemeldet
signal-red-flags = Rote Flaggen
signal-auto-moderation = Durch rote Flaggen entfernt
signal-skips = Immer wieder übersprungen
signal-near-duplicate = Fast wie ein anderer Text
signal-repeats-prompt = Wiederholt den Prompt
signal-known-text = Von anderswo bekannt
signal-wrong-language = Scheint in einer anderen Sprache zu sein
signal-too-fast = Schneller, als jemand schreibt oder liest
signal-straight-lining = Immer dieselben Labels
signal-disagreement = Oft anders als alle anderen
signal-skip-pattern = Auffälliges Überspringen
signal-mutual-support = Konten, die sich gegenseitig helfen
signal-pause = Schreibpause
signal-objection = Einspruch gegen eine Entscheidung

evidence-paused = { $rejected } von { $decided } Texten wurden abgelehnt. Die Pause endet, wenn du entscheidest, spätestens nach sieben Tagen.
evidence-pause-reasons = Was dabei am häufigsten beanstandet wurde: { $labels }
label-counted = { $label } ({ $count }×)

reason-spam = Spam oder unbrauchbar
reason-copied = Nicht selbst geschrieben
reason-personal-data = Persönliche Daten
reason-hurtful = Verletzt oder beleidigt Menschen
reason-not-suitable = Passt nicht in diesen Datensatz
reason-off-task = Tut nicht, was gefragt war
reason-wrong-language = In der falschen Sprache
reason-mistake = Die frühere Entscheidung war ein Irrtum
reason-red-flags = Mehrere Leute haben ihm eine rote Flagge gegeben, bevor er angenommen war. Die Moderation sieht ihn sich an.
reason-title = Grund
reason-label = Warum? Wer schrieb, liest es.
reason-label-operator = Warum? Der Betreiber liest es.
reason-placeholder = Ein oder zwei Sätze
edit-title = Text ändern
edit-text-label = Text
error-touches-others = Unter dieser Nachricht hängen Nachrichten anderer Server, die mit verschwänden. Darum kannst du das nicht entscheiden. Drück „An den Betreiber“.
error-tree-of-another = Dieses Gespräch begann auf einem anderen Server, darum kannst du es nicht anhalten. Drück „An den Betreiber“.
error-case-claimed = { $who } ist an diesem Fall dran; { $until } ist er wieder frei.
error-no-moderation = Der Aufgaben-Server lässt diesen Bot das nicht tun.
error-case-text-unknown = Der Text ließ sich nicht rechtzeitig lesen. Bitte versuch es gleich noch einmal.

# Die Liste.
queue-title = 🛡️ Offene Fälle
queue-title-decided = 🛡️ Entschiedene Fälle
queue-order = Was am meisten schaden kann, steht oben.
queue-order-decided = Was zuletzt entschieden wurde, steht oben.
queue-order-elsewhere = Was zuerst gemeldet wurde, steht oben; der Aufgaben-Server sagt nicht, was wie sehr schadet.
queue-empty = Nichts wartet auf eine Entscheidung. ✨
queue-empty-filtered = Kein Fall passt zu dem, was unten gewählt ist.
queue-harm = Schaden { $harm }
queue-for-operator = für den Betreiber
queue-choose = Einen Fall öffnen
queue-language = Sprache
queue-all-languages = Jede Sprache
queue-kind = Art der Nachricht
queue-all-kinds = Jede Art von Nachricht
queue-signal = Warum es ein Fall ist
queue-all-signals = Egal warum
queue-age = Alter
queue-any-age = Egal wie alt
queue-older = Offen seit { $days ->
    [one] einem Tag oder länger
   *[other] { $days } Tagen oder länger
 }
queue-channel-unusable = ⚠️ In { $channel } lassen sich gerade keine Fälle posten: Den Kanal gibt es nicht mehr, oder ich darf dort nicht schreiben. /settings sagt, was es ist.
button-more-cases = Mehr
button-first-cases = Zurück zum Anfang
button-decided-cases = Entschiedene Fälle
button-open-cases = Offene Fälle
button-cases-everywhere = Alle Server
button-cases-here = Nur dieser Server

# Das Protokoll.
log-title = 🧾 Was die Moderation getan hat
log-empty = Noch nichts.
log-by = von { $moderator }
log-by-bot = vom Bot
log-message = Nachricht { $id }
log-person = Person { $id }
log-decision = Entscheidung { $id }
button-older-log = Ältere
button-log-file = Als Datei
log-file = { $count ->
    [one] 🧾 Eine Handlung, eine Zeile JSON, nur IDs.
   *[other] 🧾 { $count } Handlungen, je eine Zeile JSON, nur IDs.
 }
log-file-latest = Das sind die neuesten; ältere passen nicht mehr in eine Datei.
act-kept = Behalten
act-message-deleted = Nachricht gelöscht
act-message-restored = Nachricht wiederhergestellt
act-message-edited = Nachricht geändert
act-tree-halted = Baum angehalten
act-tree-resumed = Baum geht weiter
act-person-barred = Person auf diesem Server ausgeschlossen
act-person-unbarred = Ausschluss aufgehoben
act-passed-to-operator = An den Betreiber weitergegeben
act-person-disabled = Person gesperrt
act-person-enabled = Person entsperrt
act-writing-paused = Schreibpause durch den Bot
act-pause-lifted = Schreibpause aufgehoben
act-decision-undone = Entscheidung zurückgenommen
act-person-unlisted = Person aus den Ranglisten genommen
act-person-listed = Person wieder in den Ranglisten
act-note-added = Notiz geschrieben
act-note-removed = Notiz entfernt
act-person-purged = Person endgültig gelöscht
act-message-deleted-by-red-flags = Nachricht durch rote Flaggen entfernt
act-tree-aborted-by-red-flags = Gespräch durch rote Flaggen beendet

# Was die lesen, die eine Entscheidung betrifft.
notice-deleted = 🛡️ **Die Moderation hat einen Text von dir gelöscht.**
notice-restored = 🛡️ **Die Moderation hat einen Text von dir zurückgeholt.**
notice-edited = 🛡️ **Die Moderation hat einen Text von dir geändert.** Er wird neu beurteilt. Vorher begann er so:
notice-halted = 🛡️ **Die Moderation hat ein Gespräch angehalten, in dem du geschrieben hast.**
notice-taken-out = 🛡️ **Ein Text von dir wurde herausgenommen.**
notice-barred = 🛡️ **Du darfst auf diesem Server zurzeit nicht arbeiten:** Die Moderation hat das entschieden.
notice-unbarred = 🛡️ **Du darfst auf diesem Server wieder arbeiten.** Benutze /work.
notice-disabled = 🛡️ **Der Betreiber dieses Bots hat dein Konto gesperrt:** Du bekommst zurzeit keine Aufgaben.
notice-enabled = 🛡️ **Der Betreiber dieses Bots hat dein Konto wieder freigegeben.** Benutze /work.
notice-paused = ⏸️ **Du bekommst eine Zeit lang nichts zu schreiben:** { $rejected } von { $decided } deiner Texte, die gezählt wurden, sind abgelehnt worden.
notice-paused-reasons = **Was dabei am häufigsten angegeben wurde:** { $labels }
notice-paused-until = Bewerten und ordnen kannst du weiterhin, mit /work. Du schreibst wieder, sobald die Moderation es sich angesehen hat, spätestens { $until }. Deine Punkte und deine angenommenen Texte behältst du.
notice-pause-lifted = ⏸️ **Du kannst wieder schreiben:** Die Moderation hat sich deine Schreibpause angesehen, und sie war nicht richtig.
notice-pause-over = ⏸️ **Du kannst wieder schreiben:** Die Moderation hat sich deine Schreibpause angesehen. Sie war berechtigt; bitte sieh dir /guidelines an, bevor du weitermachst.
notice-replies-gone = 🛡️ **Eine Antwort von dir gehört nicht mehr zu ihrem Gespräch:** Eine Nachricht darüber wurde herausgenommen, und was darauf antwortete, ging mit. Mit dem, was du geschrieben hast, hat das nichts zu tun, und deine Punkte behältst du.
notice-replies-back = 🛡️ **Eine Antwort von dir gehört wieder zu ihrem Gespräch:** Die Nachricht darüber wurde zurückgeholt.
notice-conversation-halted = 🛡️ **Ein Gespräch, in dem du geschrieben hast, wurde angehalten:** Vorerst geht es dort nicht weiter. Mit dem, was du geschrieben hast, hat das nichts zu tun, und deine Punkte behältst du.
notice-conversation-resumed = 🛡️ **Ein Gespräch, in dem du geschrieben hast, geht weiter:** Es war angehalten.
notice-more-deleted = 🛡️ **Weitere Texte von dir wurden gelöscht.** /contributions zeigt jeden davon und warum; dort kannst du auch widersprechen.
notice-more-undone = 🛡️ **Weitere Entscheidungen über deine Texte wurden zurückgenommen.** /contributions zeigt, wie sie jetzt stehen.
notice-undone = 🛡️ **Eine Entscheidung der Moderation über dich wurde zurückgenommen.** Alles ist wie vorher.
notice-reason = **Grund:** { $reason }
notice-may-object = Du kannst einmal widersprechen, mit einem Satz. Dann schaut ein anderes Mitglied der Moderation darauf.
notice-report-upheld = 🚩 Danke für deine Meldung: Die Moderation hat darauf geschaut und etwas getan.
notice-report-kept = 🚩 Danke für deine Meldung: Die Moderation hat darauf geschaut; die Nachricht bleibt.
notice-objection-kept = 🛡️ Ein anderes Mitglied der Moderation hat auf deinen Einspruch geschaut. Die Entscheidung bleibt.
button-object = Widersprechen
objection-title = Der Entscheidung widersprechen
objection-label = Warum ist sie falsch?
objection-placeholder = Ein Satz
objection-taken = ✅ Dein Einspruch ist bei der Moderation. Ein anderes Mitglied als vorher schaut darauf, und du liest hier, was daraus wird.

# Eine Nachricht ohne Fall, ein Baum.
message-title = 🛡️ Nachricht: { $kind }{ $known ->
    [0] {""}
   *[other] {" "}({ $language })
 }
message-facts = Geschrieben { $when } · `{ $message }`
tree-title = 🌳 Gesprächsbaum
tree-facts = **{ $state }** · `{ $tree }`
tree-counts = { $messages ->
    [one] eine Nachricht
   *[other] { $messages } Nachrichten
 } ({ $accepted } angenommen, { $rejected } nicht angenommen) · { $deleted } gelöscht
text-state-in-review = wird geprüft
text-state-accepted = angenommen
text-state-rejected = nicht angenommen
text-state-deleted = gelöscht
button-read-tree = Baum lesen
button-show-message = Nachricht zeigen
error-shows-no-message = Diese Nachricht zeigt keinen Text, den jemand beigetragen hat. Nimm dafür eine Karte des Bots, die einen zeigt, oder /moderate message.
error-person-not-known = Diese Person hat nie mit diesem Bot gearbeitet, oder sie wurde gelöscht.

# Eine Person.
person-title = 👤 { $person }
person-profile = Level { $level } · { $points ->
    [one] ein Punkt
   *[other] { $points } Punkte
 } insgesamt
person-last-active = Letzter Beitrag { $when }
person-is-hidden = In Ranglisten verborgen.
person-no-record = Der Aufgaben-Server sagt nichts darüber, was jemand auf diesem Server getan hat: Texte, Notizen und Ausschlüsse gibt es hier nicht.
person-record = **Auf diesem Server:** { $texts ->
    [one] ein Text
   *[other] { $texts } Texte
 } ({ $accepted } angenommen, { $review } in Prüfung, { $rejected } nicht angenommen, { $deleted } gelöscht)
person-given = { $reviews ->
    [one] eine Beurteilung
   *[other] { $reviews } Beurteilungen
 } · { $rankings ->
    [one] eine Rangfolge
   *[other] { $rankings } Rangfolgen
 } · { $reports ->
    [0] keine Meldungen
    [one] eine Meldung ({ $upheld } mit Folgen, { $kept } ohne)
   *[other] { $reports } Meldungen ({ $upheld } mit Folgen, { $kept } ohne)
 }
person-paused-since = ⏸️ Bekommt nichts zu schreiben seit { $since }, längstens bis { $until }. Die Moderation hat es sich noch nicht angesehen.
person-barred-since = ⛔ Darf seit { $when } auf diesem Server nicht mitarbeiten.
person-decisions = **Entscheidungen dazu auf diesem Server**
person-notes = **{ $count ->
    [one] Eine Notiz
   *[other] { $count } Notizen
 }** · für die Moderation dieses Servers; die Person liest sie in ihrem Export
person-noted = ✅ Notiert.
person-note-removed = ✅ Die Notiz ist weg.
person-ask-reason-elsewhere = **{ $ruling }: warum?** Noch ist nichts entschieden. Die Person erfährt, was entschieden wurde; den Grund behält der Aufgaben-Server nicht.
person-remove-note = Eine Notiz entfernen
person-ask-reason = **{ $ruling }: warum?** Noch ist nichts entschieden. Die Person liest den Grund.
button-person-texts = Texte
button-add-note = Notiz schreiben
button-disable-case = Konto sperren
button-enable-case = Konto entsperren
button-purge = Endgültig löschen …
note-title = Notiz
note-label = Für die Moderation; die Person liest sie
note-placeholder = Ein oder zwei Sätze
texts-title = ✍️ Texte von diesem Server
texts-none = Keine.
texts-open = Einen Text öffnen
button-delete-texts = Alle löschen
button-restore-texts = Alle zurückholen
button-older-texts = Ältere
button-back-to-person = Zurück zur Person
button-restore-now = Zurückholen
texts-ask-delete = **{ $texts ->
    [one] Einen Text
   *[other] { $texts } Texte
 } dieser Person löschen?** { $others ->
    [0] Von anderen geht nichts mit.
    [one] Darunter hängt ein Text von jemand anderem, der mitgeht.
   *[other] Darunter hängen { $others } Texte von anderen, die mitgehen.
 }{ $left ->
    [0] {""}
    [one] {" "}Ein Text bleibt: Über ihn kannst du nicht entscheiden.
   *[other] {" "}{ $left } Texte bleiben: Über sie kannst du nicht entscheiden.
 } Höchstens 100 werden auf einmal gelöscht, die neuesten zuerst. Jeder ist eine eigene Entscheidung, die sich zurücknehmen lässt. Noch ist nichts entschieden; die Person liest den Grund.
texts-ask-restore = **{ $texts ->
    [one] Eine Löschung
   *[other] { $texts } Löschungen
 } der Moderation zurücknehmen?** Die neueste kommt zuerst; worauf andere seitdem aufgebaut haben, bleibt, wie es ist.
texts-nothing-to-delete = Es gibt nichts zu löschen, worüber du entscheiden kannst.
texts-nothing-to-restore = Es gibt nichts, was die Moderation gelöscht hat und was noch zurückkommen kann.
texts-deleted = 🗑️ Gelöscht: { $texts }, jeder Text als eigene Entscheidung.{ $left ->
    [0] {""}
    [one] {" "}Einer bleibt, wie er war: Über ihn kannst du nicht entscheiden, oder er ging mit einem anderen.
   *[other] {" "}{ $left } bleiben, wie sie waren: Über sie kannst du nicht entscheiden, oder sie gingen mit anderen.
 }
texts-restored = ↩️ Zurückgenommene Löschungen: { $texts }.{ $left ->
    [0] {""}
    [one] {" "}Eine bleibt: Andere haben darauf aufgebaut, oder du darfst sie nicht zurücknehmen.
   *[other] {" "}{ $left } bleiben: Andere haben darauf aufgebaut, oder du darfst sie nicht zurücknehmen.
 }
purge-title = { $person } endgültig löschen?
purge-final = ⚠️ **Das ist endgültig: Nichts davon kommt zurück.** Texte, Name, Beurteilungen, Rangfolgen, Meldungen und Notizen werden auf allen Servern für immer gelöscht; wo andere geantwortet haben, bleibt eine leere Stelle. Was schon veröffentlicht wurde, bleibt veröffentlicht.
purge-counts = Auf allen Servern: { $texts ->
    [one] ein Text
   *[other] { $texts } Texte
 }, { $reviews ->
    [one] eine Beurteilung
   *[other] { $reviews } Beurteilungen
 }, { $rankings ->
    [one] eine Rangfolge
   *[other] { $rankings } Rangfolgen
 }, { $reports ->
    [one] eine Meldung
   *[other] { $reports } Meldungen
 }.
purge-elsewhere = Der Aufgaben-Server behält, was er hat: Dieser Bot kann nur löschen, was hier gespeichert ist.
purge-may-return = Die Person kann wiederkommen und neu zustimmen. Soll sie das nicht, sperre ihr Konto vorher.
button-purge-now = Endgültig löschen
purge-begun = ✅ Die Löschung ist vorgemerkt und in ein paar Minuten getan.

# Gegen wessen Texte am meisten spricht.
trolls-title = 🧌 { $period } · { $accounts }
trolls-none = Niemand.
trolls-explained-here = Gegen wessen Texte von diesem Server andere am meisten haben. Eine Zahl ist ein Grund hinzusehen, kein Urteil. ⛔ darf hier nicht arbeiten.
trolls-explained = Gegen wessen Texte andere am meisten haben, über alle Server. Eine Zahl ist ein Grund hinzusehen, kein Urteil.
trolls-row = Wert { $score } · 🚩 { $flags } · 👎 { $down } · 👍 { $up } · Spam { $spam } · verletzend { $hurtful }
trolls-open = Eine Person öffnen

# Ranglisten eines Servers ohne jemanden.
person-is-unlisted = Aus den Ranglisten dieses Servers genommen.
person-unlisted = ✅ Die Ranglisten dieses Servers lassen die Person weg, veröffentlichte ab der nächsten Aktualisierung. Sie erfährt es.
person-listed = ✅ Die Ranglisten dieses Servers zeigen die Person wieder, wenn sie sich nicht selbst verbirgt.
button-unlist = In Ranglisten verbergen
button-list = In Ranglisten zeigen
notice-unlisted = 🛡️ **Die Moderation hat dich aus den Ranglisten eines Servers genommen.** Deine Punkte bleiben.
notice-listed = 🛡️ **Die Ranglisten eines Servers zeigen dich wieder.**
