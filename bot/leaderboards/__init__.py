"""`/leaderboard` and `/profile`: who has contributed what; hidden people are left out."""
