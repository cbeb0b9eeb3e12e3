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
board-empty-day = 🌱 Heute noch niemand. Sei die oder der Erste: /work gibt dir eine Aufgabe.
board-empty-week = 🌱 In den letzten 7 Tagen noch niemand. Sei die oder der Erste: /work gibt dir eine Aufgabe.
board-empty-month = 🌱 In den letzten 30 Tagen noch niemand. Sei die oder der Erste: /work gibt dir eine Aufgabe.
board-empty-total = 🌱 Noch niemand. Sei die oder der Erste: /work gibt dir eine Aufgabe.
