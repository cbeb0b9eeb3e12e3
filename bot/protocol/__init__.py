"""The wire: what the task backend API says and hears, and the vocabulary that all packages share.

One file a subject: `tasks`, `interactions`, `messages`, `labels`, `trees`, `users`, `scores`, `errors`, `stats`,
`moderation`, and `moments` for the way in which this project writes points in time.
"""
