-- What everybody has earned in the longer periods. Adding up the days of a month for each look at a board would read ten
-- times as many rows as there are people, so these sums are kept up to date with every contribution.

-- Of each period: the points of all that is worth whole points, and the counts of prompts, of which ten make a point. The
-- formula is that of `bot.rules.points`; whoever changes it there fills this table anew in a migration.
CREATE TABLE standing (
    person_id BLOB PRIMARY KEY,
    week_whole INTEGER NOT NULL DEFAULT 0,
    week_prompts INTEGER NOT NULL DEFAULT 0,
    week_accepted_prompts INTEGER NOT NULL DEFAULT 0,
    month_whole INTEGER NOT NULL DEFAULT 0,
    month_prompts INTEGER NOT NULL DEFAULT 0,
    month_accepted_prompts INTEGER NOT NULL DEFAULT 0,
    total_whole INTEGER NOT NULL DEFAULT 0,
    total_prompts INTEGER NOT NULL DEFAULT 0,
    total_accepted_prompts INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

-- The day, counted since the epoch (UTC), for which the sums of week and month stand: one row.
CREATE TABLE standing_day (
    day INTEGER NOT NULL
) STRICT;

INSERT INTO standing_day (day) SELECT coalesce(max(period), 0) FROM contribution_count WHERE grain = 1;

INSERT INTO standing (person_id, total_whole, total_prompts, total_accepted_prompts)
SELECT
    person_id,
    sum(
        4 * replies_assistant + replies_prompter + labels_simple + 2 * labels_full + rankings_total + rankings_good
        + 4 * accepted_replies_assistant + accepted_replies_prompter
        + 9 * reply_ranked_1 + 3 * reply_ranked_2 + reply_ranked_3
    ),
    sum(prompts),
    sum(accepted_prompts)
FROM contribution_count
WHERE grain = 0 AND period = 0
GROUP BY person_id;

UPDATE standing
SET
    week_whole = earned.week_whole,
    week_prompts = earned.week_prompts,
    week_accepted_prompts = earned.week_accepted_prompts,
    month_whole = earned.month_whole,
    month_prompts = earned.month_prompts,
    month_accepted_prompts = earned.month_accepted_prompts
FROM (
    SELECT
        person_id,
        sum(in_week * whole) AS week_whole,
        sum(in_week * prompts) AS week_prompts,
        sum(in_week * accepted_prompts) AS week_accepted_prompts,
        sum(whole) AS month_whole,
        sum(prompts) AS month_prompts,
        sum(accepted_prompts) AS month_accepted_prompts
    FROM (
        SELECT
            person_id, prompts, accepted_prompts, period >= day - 7 AS in_week,
            4 * replies_assistant + replies_prompter + labels_simple + 2 * labels_full + rankings_total + rankings_good
            + 4 * accepted_replies_assistant + accepted_replies_prompter
            + 9 * reply_ranked_1 + 3 * reply_ranked_2 + reply_ranked_3 AS whole
        FROM standing_day CROSS JOIN contribution_count
        WHERE grain = 1 AND period >= day - 30
    )
    GROUP BY person_id
) AS earned
WHERE standing.person_id = earned.person_id;

-- How many messages people wrote in each language and role, without a look at the messages themselves.
CREATE INDEX message_of_people ON message (language, is_assistant) WHERE deleted_at IS NULL AND synthetic = 0;
