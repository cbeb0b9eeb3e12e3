-- What a contributor asked for, and what they put aside for it.

-- The kind of package that was asked for; null where any would do.
ALTER TABLE session ADD COLUMN wished_type TEXT;

-- When an open package was put aside for another one; null again once it is taken up, or cannot be.
ALTER TABLE session ADD COLUMN put_aside_at INTEGER;

CREATE INDEX session_put_aside ON session (person_id, put_aside_at) WHERE put_aside_at IS NOT NULL;
