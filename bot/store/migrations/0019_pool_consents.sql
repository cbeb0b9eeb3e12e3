-- What contributors accepted, and since when. A text is shown with its author's name, and a judgement published by itself,
-- only where they had accepted an edition of the agreement that covers it. Nothing is known of what was accepted before.
CREATE TABLE consent (
    person_id BLOB NOT NULL REFERENCES contributor (person_id),
    given_at INTEGER NOT NULL,
    version TEXT NOT NULL,
    edition INTEGER NOT NULL CHECK (edition > 0),
    PRIMARY KEY (person_id, given_at)
) STRICT, WITHOUT ROWID;

-- The version accepted last, so that it costs no look at `consent` to know that nothing has changed.
ALTER TABLE contributor ADD COLUMN agreement_version TEXT;
