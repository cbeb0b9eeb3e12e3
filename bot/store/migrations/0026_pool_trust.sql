-- What the votes and texts of each person were worth: how their reviews compare with what was settled, how many pairs of
-- replies they ranked as the consensus does, how many texts of theirs were rejected. Older ones count for less, so these
-- are no whole numbers. One row a person, which is all that weighing a vote reads.
CREATE TABLE trust (
    person_id BLOB PRIMARY KEY CHECK (length(person_id) = 16),
    objected_to_rejected REAL NOT NULL,
    passed_rejected REAL NOT NULL,
    passed_accepted REAL NOT NULL,
    objected_to_accepted REAL NOT NULL,
    pairs_alike REAL NOT NULL,
    pairs_opposed REAL NOT NULL,
    texts_rejected REAL NOT NULL,
    texts_accepted REAL NOT NULL
) STRICT, WITHOUT ROWID;

-- The place of a reply where all rankings count alike, as they did so far; `rank` is where they are weighed.
ALTER TABLE message ADD COLUMN rank_unweighed INTEGER;
UPDATE message SET rank_unweighed = rank WHERE rank IS NOT NULL;

-- Since when a message has as many reviews as it takes, but is asked for more because they do not decide clearly.
ALTER TABLE message ADD COLUMN unsure_since INTEGER;
CREATE INDEX message_unsure ON message (unsure_since) WHERE unsure_since IS NOT NULL AND deleted_at IS NULL;
