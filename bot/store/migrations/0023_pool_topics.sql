-- What trees are about, where somebody says so.

-- The topic as it was written; null where the tree has none.
ALTER TABLE tree ADD COLUMN topic TEXT;

-- The key of the tree's topic: however its name is written, it is one topic.
ALTER TABLE open_work ADD COLUMN topic TEXT;

CREATE INDEX open_work_by_topic ON open_work (language, topic, task_type, place) WHERE topic IS NOT NULL;
