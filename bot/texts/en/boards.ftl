# Leaderboards and profiles.

period-day = Last 24 hours
period-week = Last 7 days
period-month = Last 30 days
period-total = Of all time

board-rank = { $rank }
board-row = { $place } · { $name } · ⭐ **{ $points }**
board-row-counts = -# ✍️ { $prompts } · 💬 { $replies } · 🏷️ { $labels } · 📊 { $rankings }
board-legend = -# ⭐ points · ✍️ prompts · 💬 replies · 🏷️ labels · 📊 rankings
board-you = { $name } (you)
board-nameless = (no name)
board-empty-day = 🌱 Nobody yet today. Be the first: /work gives you a task.
board-empty-week = 🌱 Nobody yet in the last 7 days. Be the first: /work gives you a task.
board-empty-month = 🌱 Nobody yet in the last 30 days. Be the first: /work gives you a task.
board-empty-total = 🌱 Nobody yet. Be the first: /work gives you a task.
