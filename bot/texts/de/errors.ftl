# Was Leute lesen, wenn etwas nicht geht. Ein Satz dafür, was es ist, einer dafür, was zu tun ist.

error-unexpected = Etwas ist schiefgegangen (ID { $id }). Nichts, was du geschrieben hast, ist verloren. Versuch es noch einmal; wenn es wieder passiert, nenn der Moderation des Servers die ID.
error-unread = Ich konnte nicht lesen, was Discord mir geschickt hat; deshalb ist nichts geschehen (ID { $id }). Bitte versuch es noch einmal; wenn es wieder passiert, nenn der Moderation des Servers die ID.
error-storage = Deine Eingabe konnte gerade nicht gespeichert werden, weil der Speicher des Bots nicht funktioniert. Was du vorher geschrieben hast, ist nicht verloren. Bitte versuch es in ein paar Minuten noch einmal.
error-discord-trouble = Discord hat meine Antwort gerade nicht angenommen. Nichts, was du geschrieben hast, ist verloren: Drück noch einmal, oder nimm `/work`.
error-consent-missing = Bitte stimm zuerst der Vereinbarung für Mitwirkende zu: Benutze /work.
error-session-unknown = Diese Karte ist nicht mehr in Gebrauch. Mit /work bekommst du eine Aufgabe.
error-session-of-another = Diese Karte gehört jemand anderem. Mit /work bekommst du eine eigene Aufgabe.
error-session-ended = Diese Aufgabe war schon beendet, bevor dein Text ankam, zum Beispiel auf einem anderen Gerät. Dein Text wurde nicht abgeschickt.
error-kept-as-file = Dein Text steht in der angehängten Datei.
error-text-empty = Der Text ist leer. Bitte schreib etwas, bevor du das Formular abschickst.
error-nothing-to-submit = Es gibt noch nichts abzuschicken. Drück den Knopf auf der Karte, um deinen Text zu schreiben.
error-answer-unusable = So lässt sich das nicht abschicken; die Karte sagt, warum. Drück „Bearbeiten“, um es zu ändern.
error-task-type-unknown = Der Aufgaben-Server hat eine Art von Aufgabe ausgegeben ({ $type }), die dieser Bot noch nicht kennt. Sie wurde zurückgegeben; bitte versuch es noch einmal.
error-control-unknown = Dieser Knopf ist nicht mehr in Gebrauch. Mit /work bekommst du eine Aufgabe.
error-still-busy = Ich bin noch mit deinem letzten Schritt beschäftigt. Bitte versuch es gleich noch einmal.
error-language-unknown = „{ $language }“ ist keine Sprache, in der du hier arbeiten kannst. Tipp den Anfang ihres Namens, und wähl sie aus der Liste, die dann erscheint.
error-language-mistyped = „{ $language }“ ist keine Sprache, in der du hier arbeiten kannst. Meinst du **{ $near }**?
error-no-topics = Hier gibt es keine Themen zur Auswahl. Benutz /work ohne Thema.
error-no-such-topic = „{ $topic }“ ist hier kein Thema. Zur Auswahl stehen: { $topics }.
error-topic-gone = Dieses Thema steht nicht mehr zur Auswahl. Mit /work bekommst du eine andere Aufgabe.
error-text-nul = Der Text enthält ein unsichtbares NUL-Zeichen, das sich nicht speichern lässt. Bitte entferne es: Drück „Bearbeiten“.
backend-unavailable = Der Aufgaben-Server antwortet gerade nicht. Nichts, was du geschrieben hast, ist verloren. Bitte versuch es in ein paar Minuten noch einmal.
backend-key-refused = Der Aufgaben-Server lässt diesen Bot nicht mehr herein. Nichts, was du geschrieben hast, ist verloren. Nur wer den Bot betreibt, kann das beheben: Bitte sag dort Bescheid.

refused-other = Der Aufgaben-Server hat das abgelehnt, aus einem Grund, den dieser Bot nicht kennt. Nichts, was du geschrieben hast, ist verloren. Wenn es wieder passiert, sag es denen, die diesen Bot betreiben.
refused-no-task = { $language }: Hier gibt es gerade nichts für dich zu tun. Versuch es mit einer anderen Art von Aufgabe oder einer anderen Sprache, oder komm später wieder.
refused-too-many-pending = Du hast viele Aufgaben geholt, ohne sie zu beantworten. Bitte beende, was du hast, oder warte ein paar Minuten.
refused-rate-limited = Das war etwas schnell. Bitte warte { $seconds ->
    [one] eine Sekunde
   *[other] { $seconds } Sekunden
 } und versuch es noch einmal.
error-server-too-busy = Auf diesem Server wird gerade ungewöhnlich viel geschrieben oder übersprungen, deshalb macht der Bot dort eine kurze Pause. Bitte warte { $seconds ->
    [one] eine Sekunde
   *[other] { $seconds } Sekunden
 } und versuch es noch einmal.
refused-user-disabled = Du kannst hier gerade nicht arbeiten: Wer diesen Bot betreibt, hat dein Konto gesperrt. Frag dort nach dem Grund.
refused-terms = Du hast zugestimmt, aber der Aufgaben-Server kennt dich nicht, und dieser Bot darf dort niemanden neu anmelden. Bitte die, die diesen Bot betreiben, dich anzumelden; benutze dann noch einmal /work.
refused-not-agreed = Der Aufgaben-Server erfährt nichts über dich, bevor du der Vereinbarung für Mitwirkende zugestimmt hast: Benutze /work.
refused-task-gone = Der Aufgaben-Server kennt diese Aufgabe nicht mehr. Mit /work bekommst du eine andere.
refused-task-expired = Diese Aufgabe ist abgelaufen. Mit /work bekommst du eine andere.
refused-text-changed = Eine Moderatorin oder ein Moderator hat inzwischen einen Text dieser Aufgabe geändert; deine Antwort würde jetzt etwas anderem gelten. Was du geschrieben hast, steht noch da. Mit /work bekommst du die Aufgabe neu oder eine andere.
refused-task-done = Diese Aufgabe ist schon beantwortet. Mit /work bekommst du eine andere.
refused-collective-closed = Diese Aufgabe wurde geschlossen, bevor deine Antwort kam. Mit /work bekommst du eine andere.
refused-not-yours = Diese Aufgabe wurde jemand anderem gegeben. Mit /work bekommst du eine andere.
refused-does-not-fit = Die Antwort passt nicht zur Aufgabe. Mit /work bekommst du eine andere.
refused-text-too-long = Der Text ist zu lang: Er hat { $length } Zeichen, möglich sind höchstens { $limit }. Drück „Bearbeiten“, um ihn zu kürzen.
refused-duplicate-text = Genau diesen Text hast du vor Kurzem schon abgeschickt. Drück „Bearbeiten“, um etwas anderes zu schreiben.
refused-same-reply = Genau diese Antwort hat hier schon jemand anderes gegeben, und eine reicht. Dein Text ist noch da: Drück „Bearbeiten“, um es auf deine Art zu sagen, oder überspring die Aufgabe.
refused-duplicate-reply = Auf diese Nachricht hast du schon einmal geantwortet. Mit /work bekommst du eine andere Aufgabe.
refused-tree-closed = Dieses Gespräch wurde inzwischen geschlossen und nimmt keine Nachrichten mehr auf. Mit /work bekommst du eine andere Aufgabe.
refused-label-missing = Eine Angabe fehlt noch: { $label }.
refused-label-invalid = { $label } kann hier nicht angegeben werden.
refused-own-message = Das ist deine eigene Nachricht, oder du hast sie schon beurteilt. Mit /work bekommst du eine andere Aufgabe.
refused-ranking-invalid = Die Rangfolge passt nicht zu dem, was zu ordnen war. Drück „Von vorn“ und versuch es noch einmal.
refused-message-gone = Diese Nachricht gibt es nicht mehr.
refused-user-unknown = Diese Person ist nicht bekannt, oder sie wurde gelöscht.
refused-outcome-unknown = Der Aufgaben-Server hat deine Antwort nie bestätigt, und jetzt lässt sie sich nicht mehr senden. Vielleicht ist sie trotzdem angekommen. Mit /work bekommst du eine andere Aufgabe.
refused-answer-fixed = Diese Antwort lässt sich nicht mehr ändern: Andere haben darauf aufgebaut oder haben sie gerade vor sich.
refused-not-supported = Das kann der Aufgaben-Server nicht.
refused-barred-here = Auf diesem Server kannst du gerade nicht mitarbeiten: So hat es die Moderation entschieden. Anderswo kannst du weitermachen.
refused-writing-paused = Du bekommst gerade nichts zu schreiben, weil viele deiner Texte abgelehnt wurden. Bewerten und ordnen kannst du weiterhin; mehr dazu steht unter /tasks.
refused-case-unknown = Diesen Fall gibt es nicht oder nicht mehr.
refused-case-decided = Über diesen Fall hat schon jemand anderes entschieden. Dein Druck hat nichts geändert.
refused-ruling-does-not-fit = Das geht hier nicht, oder es ist schon so. Es wurde nichts geändert.
refused-reason-too-long = Das ist zu lang: Es hat { $length } Zeichen, möglich sind höchstens { $limit }.
refused-note-unknown = Diese Notiz gibt es nicht oder nicht mehr.
refused-too-many-notes = Über diese Person gibt es schon { $limit } Notizen. Entferne zuerst eine.
refused-text-gone = Der Text dieser Nachricht ist nicht mehr aufbewahrt, darum kann sie nicht zurückkommen.
refused-decision-unknown = Diese Entscheidung gibt es nicht, oder sie betrifft dich nicht.
refused-decision-undone = Diese Entscheidung wurde schon zurückgenommen.
refused-decision-final = Diese Entscheidung lässt sich nicht mehr zurücknehmen: Was es dazu braucht, ist nicht mehr aufbewahrt.
refused-decision-built-upon = Diese Entscheidung lässt sich nicht mehr zurücknehmen: Andere haben darauf aufgebaut. Verloren gingen { $messages ->
    [one] eine Nachricht
   *[other] { $messages } Nachrichten
 }, { $reviews ->
    [one] eine Beurteilung
   *[other] { $reviews } Beurteilungen
 }, { $rankings ->
    [one] eine Rangfolge
   *[other] { $rankings } Rangfolgen
 } und { $changes ->
    [one] eine andere Änderung
   *[other] { $changes } andere Änderungen
 }. Es wurde nichts geändert.
refused-already-objected = Du hast gegen diese Entscheidung schon Einspruch erhoben. Jemand anderes aus der Moderation sieht sie sich an.
error-not-allowed = Das darfst du hier nicht. Dazu braucht es das Recht „Server verwalten“.
error-not-moderator = Das darfst du hier nicht. Es ist für die Moderation dieses Servers.
error-of-another-server = Das gehört nicht zu deinem Server, darum kannst du hier nicht darüber entscheiden. Die Moderation dort oder der Betreiber dieses Bots kann es.
error-operator-only = Das kann nur der Betreiber dieses Bots.
error-trollboard-of-all = Der Aufgaben-Server, mit dem dieser Bot arbeitet, zählt alle Server zusammen und nichts für deinen allein. Diese Liste sieht nur der Betreiber des Bots; in /moderate queue stehen die gemeldeten Nachrichten deines Servers.
error-on-an-operator = Hier geht es um jemanden, der diesen Bot betreibt, darum kannst du nicht darüber entscheiden. Drück „An den Betreiber“.
error-on-oneself = Hier geht es um dich selbst, darum muss jemand anderes entscheiden: ein anderes Mitglied der Moderation, oder drück „An den Betreiber“.
error-decided-by-oneself = Jemand widerspricht einer Entscheidung von dir, darum muss ein anderes Mitglied der Moderation darauf schauen.
error-work-paused = Die Verwaltung dieses Servers hat alle Arbeit hier angehalten, darum gibt es gerade keine neuen Aufgaben. Komm bitte später wieder.
error-account-too-young = Auf diesem Server muss dein Discord-Konto mindestens { $days ->
    [one] einen Tag
   *[other] { $days } Tage
 } alt sein, bevor du anfängst. Du kannst am { $when } anfangen.
error-too-new-here = Du musst seit { $days ->
    [one] einem Tag
   *[other] { $days } Tagen
 } auf diesem Server sein, bevor du anfängst. Du kannst am { $when } anfangen.
error-joined-unknown = Du musst seit { $days ->
    [one] einem Tag
   *[other] { $days } Tagen
 } auf diesem Server sein, bevor du anfängst, und Discord sagt nicht, seit wann du es bist. Frag bitte die Verwaltung des Servers.
error-role-needed = Auf diesem Server brauchst du die Rolle { $role }, um anzufangen. Frag die Verwaltung des Servers.
error-kind-not-offered = Diese Art von Aufgabe gibt es auf diesem Server nicht. Hier gibt es: { $kinds }.
error-language-not-offered = In dieser Sprache gibt es auf diesem Server keine Arbeit. Hier gibt es: { $languages }.
error-cannot-post-here = In diesem Kanal darfst du nicht schreiben, darum lässt sich dein Profil hier nicht teilen.
error-label-missing = **Noch nicht abgeschickt.** Es fehlt noch: { $label }.
error-ranking-incomplete = **Noch nicht abgeschickt.** Drück alle Buchstaben, den des besten Textes zuerst.
error-too-many-to-rank = Der Aufgaben-Server hat { $count } Texte zum Ordnen ausgegeben; auf eine Karte passen { $limit }. Die Aufgabe wurde zurückgegeben; bitte versuch es noch einmal.
error-another-open = Du arbeitest gerade an einer anderen Aufgabe. Beende oder überspring sie zuerst; dann kannst du diese Antwort ändern.
