# /stats: was aus den Gesprächsbäumen geworden ist. Was auf Bildern steht (Zustände, Rollen, Überschriften), ist kurz.

command-stats = Was diese Community bisher geschaffen hat, in Bildern und Zahlen

stats-title = 📊 Statistik · { $view }
stats-view-trees = Gesprächsbäume
stats-view-messages = Nachrichten
stats-view-work = Offene Arbeit
stats-view-activity = Aktivität
stats-view-quality = Einigkeit
button-stats-trees = Gesprächsbäume
button-stats-messages = Nachrichten
button-stats-work = Offene Arbeit
button-stats-activity = Aktivität
button-stats-quality = Einigkeit
button-stats-share = Teilen
stats-shared = 📣 Geteilt: Alle in diesem Kanal können es jetzt sehen.

stats-empty = 🌱 Noch gibt es nichts zu zählen. Mit /work bekommst du eine Aufgabe: Aus deinem Prompt kann der erste Gesprächsbaum wachsen.
stats-as-of = Gezählt { $moment }.
stats-number = { $count }
stats-percent = { $percent } %

stats-goal = Auf dem Weg zum Ziel
stats-goal-reached = Das Ziel ist erreicht
stats-finished-trees = Fertige Bäume
stats-of-goal = { $count } von { $goal } · { $percent } %
stats-trees = { $count ->
    [one] Ein Gesprächsbaum nach Stand
   *[other] { $count } Gesprächsbäume nach Stand
 }
stats-trees-note = Ein Gesprächsbaum ist ein Prompt mit allen Gesprächen, die aus ihm wachsen.
stats-state-initial-prompt-review = Prompt wird beurteilt
stats-state-prompt-lottery-waiting = Wartet auf den Start
stats-state-growing = Wächst
stats-state-ranking = Antworten werden geordnet
stats-state-ready-for-scoring = Rangfolge wird ausgezählt
stats-state-ready-for-export = Fertig
stats-state-scoring-failed = Auszählung misslungen
stats-state-aborted-low-grade = Geschlossen: nicht angenommen
stats-state-halted-by-moderator = Von der Moderation angehalten
stats-state-backlog-ranking = Importiert, noch zu ordnen

stats-messages = { $count ->
    [one] Eine Nachricht nach Rolle
   *[other] { $count } Nachrichten nach Rolle
 }
stats-messages-none = Noch hat niemand eine Nachricht geschrieben. Mit /work bekommst du eine Aufgabe.
stats-role-prompter = Als Prompter
stats-role-assistant = Als Assistent
stats-languages = Nachrichten nach Sprache
stats-other-languages = { $count ->
    [one] Eine weitere Sprache
   *[other] { $count } weitere Sprachen
 }

stats-work = Offene Aufgaben nach Art
stats-work-none = Gerade ist keine Aufgabe zu einer Nachricht offen. Neue Prompts sind fast immer willkommen: /work.

stats-activity = Beiträge pro Tag
stats-activity-none = In den letzten 30 Tagen hat niemand etwas geschrieben, beurteilt oder geordnet.
stats-activity-note = Beiträge sind Texte, Beurteilungen und Rangfolgen. Ein Tag geht von Mitternacht bis Mitternacht UTC.
stats-first-day = { $days ->
    [0] heute
    [one] gestern
   *[other] vor { $days } Tagen
 }
stats-last-day = heute
stats-today = Heute
stats-last-week = Letzte 7 Tage
stats-last-month = Letzte 30 Tage
stats-busiest-day = Aktivster Tag
stats-number-on-day = { $count } am { $day }. { $month ->
    [1] Januar
    [2] Februar
    [3] März
    [4] April
    [5] Mai
    [6] Juni
    [7] Juli
    [8] August
    [9] September
    [10] Oktober
    [11] November
   *[12] Dezember
 }
stats-contributors = { $count ->
    [one] Eine Person hat beigetragen
   *[other] { $count } Menschen haben beigetragen
 }
stats-contributions-of = { $count ->
    [one] Alle Beiträge, von einer Person
   *[other] Alle Beiträge, von { $count } Menschen
 }
stats-contributions-of-all = Alle Beiträge
stats-most-active = Die zehn Aktivsten
stats-everybody-else = Alle anderen
stats-most-active-note = Die Prozente gelten für alle Beiträge bisher, nicht nur für die letzten 30 Tage.
stats-share-note = Ab mehr als { $people } Menschen steht hier auch der Anteil der Aktivsten.
stats-agreement = Wie einig sich die Menschen sind, je Label
stats-label-language = Andere Sprache
stats-alpha = { $alpha }
stats-agreement-note = 1 heißt völlig einig, 0 nicht mehr als durch Zufall, darunter noch weniger (Krippendorffs Alpha). Gezählt aus den letzten { $reviews } Beurteilungen.
stats-quality-none = Es haben noch zu wenige dasselbe beurteilt, um zu sagen, wie einig sie sich sind.
stats-checks = { $count ->
    [one] Eine Aufmerksamkeitsprüfung beantwortet
   *[other] { $count } Aufmerksamkeitsprüfungen beantwortet
 }
stats-checks-passed = Bestanden
stats-checks-failed = Anders geantwortet
stats-checks-note = Aufmerksamkeitsprüfungen sind Beurteilungs-Aufgaben, deren Antwort schon feststeht.

stats-not-anew = Der Aufgaben-Server antwortet gerade nicht: Das sind die letzten Zahlen, die er genannt hat.
stats-unknown = Der Aufgaben-Server antwortet gerade nicht; deshalb gibt es keine Zahlen über Bäume und Nachrichten. Schau später noch einmal nach.
stats-people-here = { $count ->
    [0] Bisher hat hier niemand zugestimmt mitzumachen.
    [one] Eine Person hat hier zugestimmt mitzumachen.
   *[other] { $count } Menschen haben hier zugestimmt mitzumachen.
 }
stats-unknown-work = Wie viel Arbeit offen ist, fehlt hier: Der Aufgaben-Server sagt es nicht.
stats-unknown-activity = Die Aktivität fehlt hier: Der Aufgaben-Server sagt sie nicht.
stats-unknown-agreement = Wie einig sich die Menschen sind, steht hier nicht: Der Aufgaben-Server sagt es nicht.
