"""Work sessions: offer, draft, submission; and the outbox that carries answers to the backend."""
