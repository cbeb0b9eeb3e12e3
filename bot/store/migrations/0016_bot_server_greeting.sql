-- Servers to which the bot has said hello, or in which it could not.
CREATE TABLE server_greeting (
    server_id INTEGER PRIMARY KEY,
    greeted_at INTEGER NOT NULL
) STRICT;

-- Where people were at work before there was a hello, the bot is no newcomer.
INSERT INTO server_greeting (server_id, greeted_at)
SELECT server_id, 0 FROM (
    SELECT server_id FROM server_setting
    UNION SELECT server_id FROM work_thread
    UNION SELECT server_id FROM posted_boards
    UNION SELECT server_id FROM level_role
    UNION SELECT server_id FROM consent_event
    UNION SELECT server_id FROM session
) AS used WHERE server_id IS NOT NULL;
