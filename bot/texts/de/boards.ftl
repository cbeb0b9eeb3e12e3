# Ranglisten und Profile.

period-day = Letzte 24 Stunden
period-week = Letzte 7 Tage
period-month = Letzte 30 Tage
period-total = Insgesamt

board-rank = { $rank }
board-row = { $place } · { $name } · ⭐ **{ $points }**
board-row-counts = -# ✍️ { $prompts } · 💬 { $replies } · 🏷️ { $labels } · 📊 { $rankings }
board-legend = -# ⭐ Punkte · ✍️ Prompts · 💬 Antworten · 🏷️ Beurteilungen · 📊 Rangfolgen
board-you = { $name } (du)
board-nameless = (ohne Namen)
board-empty-day = 🌱 In den letzten 24 Stunden noch niemand. Sei die oder der Erste: /work gibt dir eine Aufgabe.
board-empty-week = 🌱 In den letzten 7 Tagen noch niemand. Sei die oder der Erste: /work gibt dir eine Aufgabe.
board-empty-month = 🌱 In den letzten 30 Tagen noch niemand. Sei die oder der Erste: /work gibt dir eine Aufgabe.
board-empty-total = 🌱 Noch niemand. Sei die oder der Erste: /work gibt dir eine Aufgabe.

scope-server = Dieser Server
scope-global = Alle Server

leaderboard-page = Seite { $page }
leaderboard-updated = Stand: { $when }
leaderboard-by-quality = -# Punkte gibt es für das, was andere gut fanden, nicht für viel: /profile sagt, wie.
leaderboard-not-live = -# Der Aufgaben-Server erneuert seine Ranglisten alle paar Minuten bis Stunden und hat keine für einzelne Server.
leaderboard-no-server-here = -# Eine Direktnachricht gehört zu keinem Server: Hier zählen deshalb alle Server.
leaderboard-not-on-it = 🔎 Auf dieser Rangliste bist du noch nicht. /work gibt dir eine Aufgabe.
leaderboard-hidden = 🙈 Du bist in Ranglisten verborgen. /profile zeigt, wo du stehst, und macht dich wieder sichtbar.
button-board-previous = Zurück
button-board-next = Weiter
button-board-me = Wo bin ich
button-board-back = Zurück zur Rangliste
button-board-server = Dieser Server
button-board-global = Alle Server

profile-level = **{ $points ->
    [one] Ein Punkt
   *[other] { $points } Punkte
 }, Level { $level }**; noch { $missing } bis Level { $next }
profile-highest-level = **{ $points } Punkte, Level { $level }**: ein höheres gibt es nicht
profile-streak = 🔥 { $days ->
    [one] **Ein Tag** mit Beiträgen
   *[other] **{ $days } Tage** mit Beiträgen in Folge
 }
profile-streak-ends = -# Deine Serie hält bis { $when }. Trägst du bis dahin wieder etwas bei, geht sie weiter.
profile-streak-ends-theirs = -# Die Serie hält bis { $when }.
profile-streak-rule = -# Eine Serie hält, bis { $hours } Stunden ohne Beitrag vergehen.
profile-no-streak = 🔥 Zurzeit keine Serie
profile-ranks = **Rang**
profile-rank = { $period }: **{ $everywhere }**
profile-rank-both = { $period }: **{ $here }** · **{ $everywhere }**
profile-ranks-both = **Rang** auf diesem Server · auf allen
profile-place = #{ $rank }
profile-accepted = ✅ { $texts ->
    [one] { $accepted } von { $texts } Text
   *[other] { $accepted } von { $texts } Texten
 } bisher angenommen ({ $percent } %)
profile-ranked-first = 🥇 { $count ->
    [one] **Einmal** stand eine Antwort auf Platz 1
   *[other] **{ $count }-mal** stand eine Antwort auf Platz 1
 }
profile-newcomer = Hier ist noch nichts: /work gibt dir eine erste Aufgabe. Dann stehen hier deine Punkte, dein Level und deine Serie.
profile-nothing = 🔎 Über diese Person gibt es nichts zu zeigen.
profile-unknown = Der Aufgaben-Server antwortet gerade nicht; deine Punkte, dein Level und deine Plätze lassen sich deshalb nicht zeigen. Nichts davon ist verloren; schau später noch einmal nach. Was du hier einstellst, gilt sofort.
profile-checks = 🔎 Bestandene Aufmerksamkeitsprüfungen: { $passed } von { $answered }. Das siehst hier nur du.
profile-not-live = -# Der Aufgaben-Server erneuert diese Zahlen alle paar Minuten bis Stunden und hat keine für einzelne Server.
profile-hidden = 🙈 **Du bist verborgen.** Weder Ranglisten noch das Profil, das andere aufrufen können, zeigen dich.
profile-hidden-here-only = -# Das gilt für diesen Bot. Dem Aufgaben-Server konnte es nicht mitgeteilt werden: Seine eigene Website zeigt dich vielleicht weiterhin.
profile-hidden-there-only = -# Es ist der Aufgaben-Server, der dich verbirgt. Lässt es sich hier nicht ändern, geht es auf seiner eigenen Website.
profile-shared = 📣 Geteilt: Alle in diesem Kanal können es jetzt sehen.
profile-shared-before = 📣 Geteilt: Alle in diesem Kanal können es jetzt sehen. Was du hier vorher geteilt hast, verschwindet in ein, zwei Minuten.
profile-withdrawn = { $count ->
    [one] 🗑️ Das Profil, das du geteilt hattest, verschwindet in ein, zwei Minuten aus seinem Kanal.
   *[other] 🗑️ Die { $count } Profile, die du geteilt hattest, verschwinden in ein, zwei Minuten aus ihren Kanälen.
 }
button-share = Teilen
button-hide-me = Mich in Ranglisten verbergen
button-show-me = Mich in Ranglisten zeigen

counted-prompts = { $count ->
    [one] ein Prompt
   *[other] { $count } Prompts
 }
counted-replies = { $count ->
    [one] eine Antwort
   *[other] { $count } Antworten
 }
counted-labels = { $count ->
    [one] eine Beurteilung
   *[other] { $count } Beurteilungen
 }
counted-rankings = { $count ->
    [one] eine Rangfolge
   *[other] { $count } Rangfolgen
 }

score-title = **Wie deine Punkte zustande kommen**
score-line = - { $what } × { $points } = **{ $sum }**
score-line-by-number = - { $what }, { $points } für je { $number } = **{ $sum }**{ $rest ->
    [0] {""}
   *[other] {" "}({ $rest } von { $number } bis zum nächsten)
 }
score-line-begun = - { $have } / { $what } für { $points ->
    [one] den nächsten Punkt
   *[other] die nächsten { $points } Punkte
 }
score-sum = Insgesamt **{ $points ->
    [one] ein Punkt
   *[other] { $points } Punkte
 }**
score-differs = -# Der Aufgaben-Server nennt { $points }: Vielleicht zählt er anders.
score-also = **Was sonst noch Punkte bringt**
score-worth = - { $what }: { $points ->
    [one] je **1 Punkt**
   *[other] je **{ $points } Punkte**
 }
score-worth-by-number = - { $what }: { $points ->
    [one] **1 Punkt**
   *[other] **{ $points } Punkte**
 } für je { $number }
score-up-to = - { $what }: je bis zu { $points ->
    [one] **1 Punkt**
   *[other] **{ $points } Punkte**
 }
score-by-quality = Ein Text bringt seine Punkte, sobald er angenommen ist, nach der Qualität, die andere ihm geben: alle bei 5 von 5, drei Viertel bei 4, die Hälfte bei 3, darunter kaum etwas. Werden viele deiner Texte abgelehnt, bringen die anderen weniger.
score-by-agreement = Das bringt Punkte, wo du so entschieden hast, wie es am Ende ausging. Am Anfang ist es die Hälfte, und alle, sobald sich deine Stimmen als richtig erwiesen haben; wer nach Zufall entscheidet, bekommt nichts.
score-places = - jede Rangfolge, die eine Antwort von dir auf Platz 1, 2 oder 3 setzt: bis zu **{ $place1 }**, **{ $place2 }** oder **{ $place3 } Punkte**
score-prompts = { $count ->
    [0] erste Prompts
    [one] 1 erster Prompt
   *[other] { $count } erste Prompts
 }
score-replies-assistant = { $count ->
    [0] Antworten als Assistent
    [one] 1 Antwort als Assistent
   *[other] { $count } Antworten als Assistent
 }
score-replies-prompter = { $count ->
    [0] Antworten als Prompter
    [one] 1 Antwort als Prompter
   *[other] { $count } Antworten als Prompter
 }
score-labels-simple = { $count ->
    [0] Beurteilungen
    [one] 1 Beurteilung
   *[other] { $count } Beurteilungen
 }
score-labels-full = { $count ->
    [0] Beurteilungen mit allen Skalen
    [one] 1 Beurteilung mit allen Skalen
   *[other] { $count } Beurteilungen mit allen Skalen
 }
score-rankings = { $count ->
    [0] Rangfolgen
    [one] 1 Rangfolge
   *[other] { $count } Rangfolgen
 }
score-good-rankings = { $count ->
    [0] Rangfolgen, die andere teilen
    [one] 1 Rangfolge, die andere teilen
   *[other] { $count } Rangfolgen, die andere teilen
 }
score-accepted-prompts = { $count ->
    [0] angenommene erste Prompts
    [one] 1 angenommener erster Prompt
   *[other] { $count } angenommene erste Prompts
 }
score-accepted-replies-assistant = { $count ->
    [0] angenommene Antworten als Assistent
    [one] 1 angenommene Antwort als Assistent
   *[other] { $count } angenommene Antworten als Assistent
 }
score-accepted-replies-prompter = { $count ->
    [0] angenommene Antworten als Prompter
    [one] 1 angenommene Antwort als Prompter
   *[other] { $count } angenommene Antworten als Prompter
 }
score-ranked-first = { $count ->
    [0] Antworten auf Platz 1
    [one] 1-mal auf Platz 1
   *[other] { $count }-mal auf Platz 1
 }
score-ranked-second = { $count ->
    [0] Antworten auf Platz 2
    [one] 1-mal auf Platz 2
   *[other] { $count }-mal auf Platz 2
 }
score-ranked-third = { $count ->
    [0] Antworten auf Platz 3
    [one] 1-mal auf Platz 3
   *[other] { $count }-mal auf Platz 3
 }
