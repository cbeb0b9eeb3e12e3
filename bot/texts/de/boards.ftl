# Ranglisten und Profile.

period-day = Letzte 24 Stunden
period-week = Letzte 7 Tage
period-month = Letzte 30 Tage
period-total = Insgesamt

board-rank = { $rank }
board-row = { $place } · { $name } · { $points ->
    [one] **ein** Punkt
   *[other] **{ $points }** Punkte
 }
board-row-counts = -# ✍️ { $prompts } · 💬 { $replies } · 🏷️ { $labels } · 📊 { $rankings }
board-legend = -# ✍️ Prompts · 💬 Antworten · 🏷️ Beurteilungen · 📊 Rangfolgen
board-you = **du**
board-nameless = (ohne Namen)
board-empty-day = 🌱 Heute noch niemand. Sei die oder der Erste: /work gibt dir eine Aufgabe.
board-empty-week = 🌱 In den letzten 7 Tagen noch niemand. Sei die oder der Erste: /work gibt dir eine Aufgabe.
board-empty-month = 🌱 In den letzten 30 Tagen noch niemand. Sei die oder der Erste: /work gibt dir eine Aufgabe.
board-empty-total = 🌱 Noch niemand. Sei die oder der Erste: /work gibt dir eine Aufgabe.
