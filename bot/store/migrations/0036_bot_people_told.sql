-- How far of the pool's log of moderation was told: to people, as notices, which are written in the same transaction; and in
-- log channels, where `channels` is NULL before there was anything to tell, and `posting` is up to where lines are being
-- posted just now: after a crash they may be there already.
CREATE TABLE moderation_told (
    only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
    people INTEGER NOT NULL DEFAULT 0,
    channels INTEGER,
    posting INTEGER
) STRICT;

INSERT INTO moderation_told (only_row, people, channels) SELECT 1, entry_id, entry_id FROM moderation_log_told;

DROP TABLE moderation_log_told;

-- What a notice quotes is read from the pool when it is shown, which keeps it for a while only.
UPDATE notice SET arguments = json_remove(arguments, '$.excerpt', '$.reason')
WHERE json_valid(arguments) AND arguments LIKE '%"decision":%';
