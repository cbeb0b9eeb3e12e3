-- What the moderators of a server note about somebody, for each other. It is data about that person, who reads it in their
-- export, and it goes with them; a note whose author was deleted stays.
CREATE TABLE person_note (
    note_id BLOB PRIMARY KEY CHECK (length(note_id) = 16),
    person_id BLOB NOT NULL REFERENCES contributor (person_id),
    server_id INTEGER NOT NULL,
    author_id BLOB REFERENCES contributor (person_id),
    text TEXT NOT NULL,
    created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX person_note_about ON person_note (person_id, server_id, created_at);
CREATE INDEX person_note_by ON person_note (author_id) WHERE author_id IS NOT NULL;

-- Moderators find a message among the latest of their server.
CREATE INDEX message_by_server ON message (server_id, created_at) WHERE server_id IS NOT NULL;
