-- Texts that were there before sketches were. The bot makes theirs little by little, which takes the secret key, and
-- takes each off this list: it has one then, or is too short for one.
CREATE TABLE text_without_sketch (
    message_id BLOB PRIMARY KEY REFERENCES message (message_id)
) STRICT, WITHOUT ROWID;

INSERT INTO text_without_sketch
SELECT message_id FROM message
WHERE text <> '' AND deleted_at IS NULL AND message_id NOT IN (SELECT message_id FROM text_sketch);
