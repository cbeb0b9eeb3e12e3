# Arbeit: die Karten, auf denen eine Aufgabe erledigt wird.

role-prompter = 🧑 Prompter
role-assistant = 🤖 Assistent

task-initial-prompt = Einen ersten Prompt schreiben
task-assistant-reply = Als Assistent antworten
task-prompter-reply = Als Prompter antworten
task-summarize-story = Eine Geschichte zusammenfassen
task-label-initial-prompt = Einen ersten Prompt beurteilen
task-label-assistant-reply = Eine Antwort des Assistenten beurteilen
task-label-prompter-reply = Eine Antwort des Prompters beurteilen
task-rank-assistant-replies = Antworten des Assistenten ordnen
task-rank-prompter-replies = Antworten des Prompters ordnen
task-rank-initial-prompts = Erste Prompts ordnen
task-rate-summary = Eine Zusammenfassung bewerten

instruction-initial-prompt =
    Beginne ein neues Gespräch: Schreib, was du einen Assistenten gern fragen oder ihm sagen würdest. Eine Frage, eine Aufgabe, ein Problem – alles, was eine gute Antwort wert ist.
instruction-assistant-reply =
    Du bist der **Assistent**. Schreib die beste Antwort auf die letzte Nachricht, die du geben kannst: hilfreich, richtig, freundlich. Schlag nach, wo es nötig ist.
instruction-prompter-reply =
    Du bist der **Prompter**. Führ das Gespräch weiter: Frag nach, sag, was fehlt, oder geh den nächsten Schritt.
instruction-summarize-story = Fass die Geschichte mit deinen eigenen Worten zusammen.
task-hint = 💡 **Hinweis**

marked-reply-to-this = ⬅ antworte auf diese Nachricht
conversation-earlier-omitted = { $count ->
    [one] -# … eine frühere Nachricht ist hier nicht zu sehen. Drück „Ganz lesen“.
   *[other] -# … { $count } frühere Nachrichten sind hier nicht zu sehen. Drück „Ganz lesen“.
 }
text-shortened = -# … gekürzt: Der ganze Text hat { $characters } Zeichen. Drück „Ganz lesen“.

your-initial-prompt = ✍️ **Dein Prompt**
your-assistant-reply = ✍️ **Deine Antwort als Assistent**
your-prompter-reply = ✍️ **Deine Antwort als Prompter**
your-summarize-story = ✍️ **Deine Zusammenfassung**

worth = { $points ->
    [0] Keine Punkte
    [0.1] Ein Zehntelpunkt
    [one] 1 Punkt
   *[other] { $points } Punkte
 }
worth-every-scale = { $most } mit allen Skalen
worth-when-accepted = Bis zu { $points ->
    [one] 1 Punkt
   *[other] { $points } Punkte
 } je nach Qualität, sobald der Text angenommen ist
worth-when-settled = Bis zu { $points ->
    [one] 1 Punkt
   *[other] { $points } Punkte
 }, wenn andere es auch so sehen
worth-if-accepted = { $points ->
    [0.1] noch ein Zehntel
   *[other] noch { $points }
 }, wenn der Text angenommen wird
worth-if-agreed = noch { $points }, wenn andere es auch so sehen
chat-is-not-read = Was im Chat steht, lese ich nicht: Drück „{ $button }“.
facts-language = auf { $language }
facts-progress = Nachricht { $number } von { $goal } in diesem Gesprächsbaum
facts-topic = Thema: { $topic }
facts-expires = läuft ab: { $expires }
topic-of-prompt = Thema: { $topic }
topic-none = Kein Thema
preview-not-submitted = **Noch nicht abgeschickt.** Lies es noch einmal durch und drück dann „Absenden“.

button-write-prompt = Prompt schreiben
button-write-reply = Antwort schreiben
button-write-summary = Zusammenfassung schreiben
button-submit = Absenden
button-edit = Bearbeiten
button-discard = Verwerfen
button-skip = Überspringen
button-skip-really = Ja, überspringen
button-skip-not = Meinen Text behalten
button-next-task = Nächste Aufgabe
button-read-in-full = Ganz lesen
button-as-written = Wie geschrieben

modal-title-initial-prompt = Dein Prompt
modal-title-assistant-reply = Deine Antwort als Assistent
modal-title-prompter-reply = Deine Antwort als Prompter
modal-title-summarize-story = Deine Zusammenfassung
modal-input = Dein Text, auf { $language }
modal-placeholder = Höchstens { $limit } Zeichen. Vor dem Absenden kannst du ihn noch einmal lesen.

skip-question = **Diese Aufgabe überspringen?** Der Text, den du dafür geschrieben hast, wird verworfen, und die Aufgabe wird dir nicht wieder angeboten.

done-before = ✅ { $task }
done-before-points = { $points ->
    [0.1] ein Zehntelpunkt
    [one] 1 Punkt
   *[other] { $points } Punkte
 }
done-title = ✅ Gespeichert. Danke!
done-points = { $points ->
    [0.1] Du hast **einen Zehntelpunkt** bekommen.
    [one] Du hast **einen Punkt** bekommen.
   *[other] Du hast **{ $points } Punkte** bekommen.
 }
done-up-to = ⏳ Wartet auf Beurteilung: bis zu { $points ->
    [one] **ein Punkt**
   *[other] **{ $points } Punkte**
 }.
done-up-to-accepted = Gutgeschrieben wird, sobald dein Text angenommen ist: je besser andere ihn finden, desto mehr.
done-up-to-settled = Gutgeschrieben wird, wenn andere so entscheiden wie du: je öfter deine Stimme richtig war, desto mehr.
done-with-scales = Mit allen Skalen sind es { $points }.
done-if-accepted = Wird dein Text angenommen, bekommst du { $points ->
    [0.1] noch ein Zehntel
    [one] noch einen Punkt
   *[other] noch { $points } Punkte
 }.
done-if-agreed = Sehen sie es auch so, bekommst du { $points ->
    [one] noch einen Punkt
   *[other] noch { $points } Punkte
 }.
done-no-points = Für diese Art von Aufgabe gibt es keine Punkte.
done-unused-title = 💾 Gespeichert, wird aber nicht mehr gebraucht
done-unused = Das Gespräch, zu dem das gehört, wurde inzwischen gelöscht. Dein Text ist gespeichert, aber niemand wird ihn prüfen, und er bringt keine Punkte. Du hast nichts falsch gemacht.
check-passed = 🔎 **Das war eine Aufmerksamkeitsprüfung, und du hast sie bestanden:** Die Antwort stand schon fest.
check-failed = 🔎 **Das war eine Aufmerksamkeitsprüfung, und du hast anders geantwortet:** { $labels }. Das kostet dich nichts und bringt keine Punkte. Was dazu über dich gespeichert ist, steht in /privacy.
check-answer = Die bekannte Antwort: { $answer }.
check-agreed = { $people ->
    [one] So hat es eine Person beurteilt, deren Urteil sich bewährt hat.
   *[other] So haben es alle { $people } Personen beurteilt, die diesen Text vorher geprüft haben, unabhängig voneinander.
 }
check-why = Warum: { $why }
done-initial-prompt = Jetzt beurteilen andere deinen Prompt, und ein Gespräch kann daraus wachsen.
done-assistant-reply = Jetzt beurteilen andere deine Antwort und ordnen sie unter den anderen Antworten ein.
done-prompter-reply = Jetzt beurteilen andere deine Antwort, und das Gespräch geht von dort weiter.
done-summarize-story = Jetzt beurteilen andere deine Zusammenfassung.

saved-title = 💾 Gespeichert. Es wird zugestellt, sobald der Aufgaben-Server wieder da ist.
saved-text = Der Aufgaben-Server kann deine Antwort gerade nicht annehmen. Sie ist sicher gespeichert; du brauchst nichts zu tun.
delivered-notice = 📬 Was du abgeschickt hast, als der Aufgaben-Server nicht zu erreichen war, ist jetzt zugestellt.
delivered-unused-notice = 📬 Ein Text, den du abgeschickt hast, als der Aufgaben-Server nicht zu erreichen war, ist jetzt zugestellt. Aber das Gespräch, zu dem er gehört, wurde inzwischen gelöscht; deshalb wird ihn niemand prüfen. Du hast nichts falsch gemacht.
skipped-title = ⏭️ Übersprungen
skipped-text = Diese Aufgabe wird dir nicht wieder angeboten.
lapsed-title = ⌛ Diese Aufgabe ist abgelaufen
lapsed-text = Sie wurde nicht rechtzeitig beantwortet und ist vielleicht an jemand anderen gegangen.
lapsed-notice = ⌛ Deine offene Aufgabe ist abgelaufen, bevor du sie abgeschickt hast.
lapsed-message-deleted-title = 🗑️ Diese Aufgabe gibt es nicht mehr
lapsed-message-deleted = Eine deiner Aufgaben ist zu Ende gegangen, bevor du sie abgeschickt hast, weil in ihrem Gespräch eine Nachricht fehlt: Jemand hat gelöscht, was er oder sie geschrieben hatte. Du hast nichts falsch gemacht.
unconfirmed-title = ⚠️ Diese Antwort ist vielleicht nicht angekommen
refused-title = ⚠️ Diese Antwort konnte nicht angenommen werden
kept-text = Dein Text bleibt { $draft_days ->
    [one] einen Tag
   *[other] { $draft_days } Tage
 } lang erhalten. Hier kannst du ihn kopieren:

full-page = -# Seite { $page } von { $pages }
full-continued = { $name }, Fortsetzung
full-as-written-file = Alles steht in der angehängten Datei, Zeichen für Zeichen so, wie es geschrieben wurde.
full-as-file = Das ist zu lang, um es hier zu zeigen: Alles steht in der angehängten Datei.
full-nothing = Hier gibt es nichts weiter zu lesen.
standing = Level { $level }{ $points ->
    [0] {""}
    [one] {" "}· ein Punkt
   *[other] {" "}· { $points } Punkte
 } · noch { $missing ->
    [one] ein Punkt
   *[other] { $missing } Punkte
 } bis zum nächsten Level
    { $bar }
standing-counted = Level { $level } · { $points ->
    [0] noch kein voller Punkt
    [one] ein Punkt
   *[other] { $points } Punkte
 }, wie der Aufgaben-Server { $when } gezählt hat

work-is-there = Hier wartet deine Aufgabe auf dich: { $thread } – [öffnen]({ $link })
work-continued = 👋 Diese Aufgabe ist noch nicht fertig. Mach damit weiter, oder drück „Überspringen“, um eine andere zu bekommen.
work-thread-locked = 🔒 Die Moderation hat deinen Thread auf diesem Server gesperrt. Deine Aufgabe steht deshalb hier, wo nur du sie siehst. Sie funktioniert genauso.

instruction-label = Lies die markierte Nachricht und sag, was du von ihr hältst. Auch andere beurteilen sie; niemand sieht, wer was gesagt hat.
instruction-rank = Lies alle Texte und drück dann ihre Buchstaben: **den besten zuerst**, dann den nächstbesten, bis alle geordnet sind.
instruction-rate-summary = Wie gut ist die Zusammenfassung dieses Textes?
marked-label-this = ⬅ beurteile diese Nachricht
marked-rank-replies = ⬅ ordne die Antworten auf diese Nachricht
label-yes = { $label }: ja
label-no = { $label }: nein
label-required = **Beantworte mindestens:** { $labels }. Alles andere ist freiwillig und willkommen.
label-flags = Stimmt etwas nicht? Wähle alles, was zutrifft
label-scale = { $label }: von { $low } bis { $high }
label-ready = **Noch nicht abgeschickt.** Alles Nötige ist beantwortet. Ergänze gern noch mehr; dann drück „Absenden“.

label-spam = Spam
label-fails-task = Aufgabe verfehlt
label-lang-mismatch = Nicht auf { $language }
label-lang-mismatch-help = In einer anderen Sprache geschrieben
label-pii = Persönliche Daten
label-pii-help = Namen, Adressen, Nummern von Privatpersonen
label-not-appropriate = Unangemessen
label-not-appropriate-help = Gehört nicht in einen Datensatz für einen Assistenten
label-hate-speech = Hassrede
label-hate-speech-help = Greift Menschen dafür an, was sie sind
label-sexual-content = Sexueller Inhalt
label-sexual-content-help = Beschreibt sexuelle Handlungen oder ist sexuell anzüglich
label-moral-judgement = Moralisches Urteil
label-moral-judgement-help = Urteilt darüber, was Menschen glauben oder tun
label-political-content = Politischer Inhalt
label-political-content-help = Ergreift in der Politik Partei
label-quality = Qualität
label-quality-low = niedrig
label-quality-high = hoch
label-helpfulness = Nutzen
label-helpfulness-low = nutzlos
label-helpfulness-high = hilfreich
label-creativity = Kreativität
label-creativity-low = gewöhnlich
label-creativity-high = kreativ
label-humor = Humor
label-humor-low = ernst
label-humor-high = humorvoll
label-toxicity = Umgangston
label-toxicity-low = höflich
label-toxicity-high = beleidigend
label-violence = Gewalt
label-violence-low = harmlos
label-violence-high = gewalttätig

button-undo-pick = Letzte Wahl zurücknehmen
button-reset = Von vorn
button-all-incorrect = Alle sind sachlich falsch
rank-begin = **Noch nicht abgeschickt.** Drück zuerst den Buchstaben des besten Textes.
rank-so-far = **Deine Rangfolge bisher:** { $order }
rank-not-rankable = Du hast gesagt: **Alle sind sachlich falsch**. Drück „Absenden“ – oder den Knopf noch einmal, um es zurückzunehmen.
rate-full-text = **Der Text**
rate-the-summary = **Die Zusammenfassung**
rate-lowest = schlecht
rate-highest = ausgezeichnet

done-label-initial-prompt = Deine Beurteilung hilft zu entscheiden, ob aus diesem Prompt ein Gespräch wächst.
done-label-assistant-reply = Deine Beurteilung hilft zu entscheiden, ob diese Antwort angenommen wird.
done-label-prompter-reply = Deine Beurteilung hilft zu entscheiden, ob diese Antwort angenommen wird.
done-rank-assistant-replies = Deine Rangfolge entscheidet mit denen der anderen, welche Antwort die beste ist.
done-rank-prompter-replies = Deine Rangfolge entscheidet mit denen der anderen, welche Antwort die beste ist.
done-rank-initial-prompts = Deine Rangfolge entscheidet mit denen der anderen, welcher Prompt der beste ist.
done-rate-summary = Deine Bewertung ist gespeichert.

button-guidelines = Leitfaden
button-more = Mehr
button-change-answer = Antwort ändern
button-leave-answer = Antwort so lassen
preview-change = **Noch nicht geändert.** Lies es noch einmal durch und drück dann „Absenden“, um deine frühere Antwort zu ersetzen.
done-not-changed = ⚠️ Deine frühere Antwort bleibt: { $reason }
hint-language = Das scheint { $found } zu sein. Gespeichert wird es als { $wanted }.
button-store-as = Als { $language } speichern
hint-repeats-prompt = Das ist derselbe Text wie die Nachricht, auf die du antwortest.
hint-repeats-own = Diesen Text hast du schon einmal abgeschickt.
hint-repeats-conversation = Dieser Text steht schon im Gespräch.

about-title = Mehr zu dieser Aufgabe
about-nothing = Diese Aufgabe zeigt noch keine Nachricht. Ihre ID, falls du jemanden danach fragen musst: `{ $session }`
about-which = Welche Nachricht?
about-number = { $number }. { $role }
about-letter = Antwort { $letter }
about-reactions = -# 👍 { $likes } · 👎 { $dislikes }
about-id = -# ID der Nachricht, falls du jemanden danach fragen musst: `{ $message }`
about-reported = ✅ Danke. Was mehrere Leute melden, wird herausgenommen.
button-like = 👍 Gefällt mir
button-dislike = 👎 Gefällt mir nicht
button-report = 🚩 Melden
report-title = Eine Nachricht melden
report-reason = Was stimmt damit nicht?
report-placeholder = Spam, persönliche Daten, etwas Schädliches … in deinen eigenen Worten
