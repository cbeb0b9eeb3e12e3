# /contributions: was jemand geschrieben hat, und was daraus geworden ist.

command-contributions = Deine Nachrichten und was aus ihnen geworden ist

contributions-title = 🗒️ Deine Nachrichten
contributions-none = Noch nichts. Mit /work bekommst du eine Aufgabe.
contributions-page = { $last ->
    [1] -# Seite { $page } · Nachricht 1, die neueste zuerst
   *[other] -# Seite { $page } · Nachrichten { $first } bis { $last }, die neueste zuerst
 }
contributions-no-older = -# Ältere Nachrichten lassen sich hier nicht zeigen.
contributions-may-object = -# „Widersprechen“ mit einer Nummer zeigt, was über diese Nachricht entschieden wurde und warum. Du kannst einmal widersprechen.
contributions-shortened = -# Ein Text, der mit … endet, ist hier gekürzt. „Gespräch“ mit seiner Nummer öffnet das Ganze.
button-contributions-older = Ältere
button-contributions-newer = Neuere
button-contributions-object = Widersprechen { $number }
button-contributions-open = Gespräch { $number }

contribution-initial-prompt = Erster Prompt
contribution-assistant-reply = Antwort als Assistent
contribution-prompter-reply = Antwort als Prompter

contribution-in-review = wird beurteilt, { $reviews ->
    [0] noch keine Beurteilung
    [one] bisher eine Beurteilung
   *[other] bisher { $reviews } Beurteilungen
 }
contribution-accepted = angenommen
contribution-quality = Qualität { $quality } von 5
contribution-points = { $points ->
    [one] 1 Punkt
   *[other] { $points } Punkte
 }
contribution-up-to = bis zu { $points ->
    [one] 1 Punkt
   *[other] { $points } Punkte
 }
contribution-rejected = nicht angenommen
contribution-exported = in einem fertigen Gesprächsbaum, bereit zum Export
contribution-deleted = gelöscht
contribution-ranked = Platz { $place } von { $siblings }
contribution-halted = das Gespräch wurde angehalten
contribution-closed = das Gespräch wurde geschlossen
contribution-deleted-text = Diese Nachricht wurde gelöscht.

contribution-is-deleted = Diese Nachricht wurde gelöscht, deshalb wird ihr Gespräch nicht mehr gezeigt.
contribution-is-halted = ⏸️ Dieses Gespräch wurde angehalten: Gerade arbeitet niemand daran.
contribution-is-gone = Diese Nachricht ist nicht mehr zu finden.
contribution-whole-title = 📖 Das Gespräch bis zu deiner Nachricht
