-- What the agreement covered that somebody answered: a number that grows with it. All so far was its first edition.
ALTER TABLE consent_event ADD COLUMN edition INTEGER NOT NULL DEFAULT 1;
