"""Work sessions: offer → draft → confirm → submitted, and the outbox that carries answers to the backend."""
