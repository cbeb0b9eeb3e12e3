# Was dem Bot selbst aufgefallen ist, mit seinen Zahlen, für Moderierende. Es ist ein Grund hinzusehen und kein Urteil.

evidence-red-flags = { $red_flags ->
    [one] 1 Person hat es gemeldet.
   *[other] { $red_flags } Personen haben es gemeldet.
}
evidence-skips = { $skips ->
    [one] 1 Person wollte nicht darauf antworten.
   *[other] { $skips } Personen wollten nicht darauf antworten.
}
evidence-near-duplicate = Der Wortlaut stimmt zu etwa { $percent } % mit dem der Nachricht `{ $message }` überein{ $by_same_author ->
    [1] , die von derselben Person ist.
   *[other] , die von jemand anderem ist.
}
evidence-alike = Fast gleich sind { $alike } frühere Texte.
evidence-repeats-prompt = { $prompt_percent } % des Prompts stehen in der Antwort noch einmal, und { $reply_percent } % der Antwort stammen aus dem Prompt.
evidence-known-text = Der Text gleicht Zeile { $line } der Liste bekannter Texte: { $known_percent } % dieser Zeile stehen darin, und { $text_percent } % des Textes stehen in der Liste.
evidence-wrong-language = { $mismatches } von { $reviews } Beurteilungen sagen, dass der Text in einer anderen Sprache ist.
evidence-too-fast = { $too_fast } von { $answers } Antworten kamen schneller, als irgendjemand tippt oder liest.
evidence-same-marks = { $alike } von { $reviews } Beurteilungen haben auf allen Skalen dieselben Werte.
evidence-order-as-shown = { $as_shown } von { $rankings } Ranglisten haben die Reihenfolge so gelassen, wie sie gezeigt wurde; die ist zufällig.
evidence-reviews-differ = { $different } von { $reviews } Beurteilungen sagen das Gegenteil dessen, was herauskam.
evidence-rankings-differ = In { $rankings ->
    [one] 1 Rangliste
   *[other] { $rankings } Ranglisten
} stehen { $pairs_percent } % der Antwortpaare andersherum als in der endgültigen Reihenfolge.
evidence-skip-pattern = { $skipped } von { $packages } Aufgaben wurden übersprungen.
evidence-flagged = { $flagged ->
    [one] 1 der übersprungenen Nachrichten wurde auch gemeldet.
   *[other] { $flagged } der übersprungenen Nachrichten wurden auch gemeldet.
}
evidence-ranks-first = { $rankings } Ranglisten enthielten Antworten von Konten, die Antworten dieser Person auf Platz 1 setzen. { $first } davon setzten eine von ihnen auf Platz 1; durch Zufall wären es etwa { $expected }.
evidence-upvotes = { $upvotes_for_them } von { $upvotes } Daumen nach oben gingen an Konten, die das auch bei dieser Person tun.
evidence-people = Unter ihnen: { $people }.
evidence-accounts = { $accounts ->
    [one] Es geht um 1 anderes Konto.
   *[other] Es geht um { $accounts } andere Konten.
}
