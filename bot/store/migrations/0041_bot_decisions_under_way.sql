-- What the operator is deciding about somebody while the place where trees live is asked to do it, which keeps no log there:
-- should the bot be stopped in between, it asks afterwards whether that was done, and tells the person.
CREATE TABLE decision_under_way (
    person_id BLOB PRIMARY KEY REFERENCES person (person_id),
    kind TEXT NOT NULL,
    begun_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- The operator who purges somebody; null where they asked for their deletion themselves.
ALTER TABLE deletion ADD COLUMN purged_by BLOB REFERENCES person (person_id);

CREATE INDEX deletion_by_purger ON deletion (purged_by) WHERE purged_by IS NOT NULL;
