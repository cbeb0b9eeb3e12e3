# Leaderboards in channels: the boards themselves, and the card on which a server's managers set them up.

posted-title-server = Leaderboard of this server · { $period }
posted-title-global = Leaderboard of all servers · { $period }
posted-winners-day = 🎉 **Congratulations to the best of the past day!** { $winners }
posted-winners-week = 🎉 **Congratulations to the best of the past week!** { $winners }
posted-winners-month = 🎉 **Congratulations to the best of the past month!** { $winners }
posted-final = **Final standing**
posted-final-as-of = -# As of { $time }
posted-final-empty = Nobody is left on this board.
posted-changed = -# Last change { $time }
posted-turns = a new board begins { $time }
posted-more = -# Join in with /work. Where you are: /leaderboard
