-- Where people wrote a draft or skipped a task a short while ago: what is done in one server has a limit, too.
ALTER TABLE recent_action ADD COLUMN server_id INTEGER;

CREATE INDEX recent_action_by_server ON recent_action (server_id, kind, happened_at) WHERE server_id IS NOT NULL;
