-- What others said of a person's messages, now by the server in which those were written; `server_id` is 0 where there
-- was none, or where nobody knows any more.
ALTER TABLE reception_count RENAME TO reception_count_of_all;

CREATE TABLE reception_count (
    grain INTEGER NOT NULL CHECK (grain IN (0, 2)),
    period INTEGER NOT NULL,
    person_id BLOB NOT NULL,
    server_id INTEGER NOT NULL,
    red_flags INTEGER NOT NULL DEFAULT 0,
    upvotes INTEGER NOT NULL DEFAULT 0,
    downvotes INTEGER NOT NULL DEFAULT 0,
    spam_prompts INTEGER NOT NULL DEFAULT 0,
    spam INTEGER NOT NULL DEFAULT 0,
    lang_mismatch INTEGER NOT NULL DEFAULT 0,
    not_appropriate INTEGER NOT NULL DEFAULT 0,
    pii INTEGER NOT NULL DEFAULT 0,
    hate_speech INTEGER NOT NULL DEFAULT 0,
    sexual_content INTEGER NOT NULL DEFAULT 0,
    political_content INTEGER NOT NULL DEFAULT 0,
    quality_sum REAL NOT NULL DEFAULT 0,
    quality_count INTEGER NOT NULL DEFAULT 0,
    humor_sum REAL NOT NULL DEFAULT 0,
    humor_count INTEGER NOT NULL DEFAULT 0,
    toxicity_sum REAL NOT NULL DEFAULT 0,
    toxicity_count INTEGER NOT NULL DEFAULT 0,
    violence_sum REAL NOT NULL DEFAULT 0,
    violence_count INTEGER NOT NULL DEFAULT 0,
    helpfulness_sum REAL NOT NULL DEFAULT 0,
    helpfulness_count INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (grain, period, person_id, server_id)
) STRICT, WITHOUT ROWID;

-- Of whoever wrote in one server only, all of it belongs there; of others nothing, at first.
INSERT INTO reception_count
SELECT
    grain, period, person_id, coalesce(home.server_id, 0), red_flags, upvotes, downvotes, spam_prompts, spam,
    lang_mismatch, not_appropriate, pii, hate_speech, sexual_content, political_content, quality_sum, quality_count,
    humor_sum, humor_count, toxicity_sum, toxicity_count, violence_sum, violence_count, helpfulness_sum,
    helpfulness_count
FROM reception_count_of_all
LEFT JOIN (
    SELECT author_id, min(server_id) AS server_id FROM message WHERE author_id IS NOT NULL
    GROUP BY author_id HAVING min(coalesce(server_id, 0)) = max(coalesce(server_id, 0))
) AS home ON home.author_id = reception_count_of_all.person_id;

-- Of whoever wrote in several, what stored reactions and reviews say is moved to the servers of their messages. That a
-- prompt was rejected stays where it is: nobody has noted when.
INSERT INTO reception_count (
    grain, period, person_id, server_id,
    red_flags, upvotes, downvotes, spam, lang_mismatch, not_appropriate, pii, hate_speech, sexual_content,
    political_content, quality_sum, quality_count, humor_sum, humor_count, toxicity_sum, toxicity_count, violence_sum,
    violence_count, helpfulness_sum, helpfulness_count
)
WITH of_several (author_id) AS (
    SELECT author_id FROM message WHERE author_id IS NOT NULL
    GROUP BY author_id HAVING min(coalesce(server_id, 0)) < max(coalesce(server_id, 0))
),
said (author_id, server_id, said_at, name, value) AS (
    SELECT message.author_id, message.server_id, reaction.created_at, reaction.emoji, 1
    FROM of_several CROSS JOIN message USING (author_id) CROSS JOIN reaction USING (message_id)
    UNION ALL
    SELECT message.author_id, message.server_id, review.created_at, label.key, label.value
    FROM of_several CROSS JOIN message USING (author_id) CROSS JOIN review USING (message_id)
    CROSS JOIN json_each(review.labels) AS label
),
moved (grain, period, author_id, server_id, name, value, sign) AS (
    SELECT 2, said_at / 3600000, author_id, server_id, name, value, 1 FROM said WHERE server_id IS NOT NULL
    UNION ALL
    SELECT 2, said_at / 3600000, author_id, 0, name, value, -1 FROM said WHERE server_id IS NOT NULL
    UNION ALL
    SELECT 0, 0, author_id, server_id, name, value, 1 FROM said WHERE server_id IS NOT NULL
    UNION ALL
    SELECT 0, 0, author_id, 0, name, value, -1 FROM said WHERE server_id IS NOT NULL
)
SELECT
    grain, period, author_id, server_id,
    sum(CASE WHEN name = 'red_flag' THEN sign ELSE 0 END),
    sum(CASE WHEN name = '+1' THEN sign ELSE 0 END),
    sum(CASE WHEN name = '-1' THEN sign ELSE 0 END),
    sum(CASE WHEN name = 'spam' AND value >= 0.5 THEN sign ELSE 0 END),
    sum(CASE WHEN name = 'lang_mismatch' AND value >= 0.5 THEN sign ELSE 0 END),
    sum(CASE WHEN name = 'not_appropriate' AND value >= 0.5 THEN sign ELSE 0 END),
    sum(CASE WHEN name = 'pii' AND value >= 0.5 THEN sign ELSE 0 END),
    sum(CASE WHEN name = 'hate_speech' AND value >= 0.5 THEN sign ELSE 0 END),
    sum(CASE WHEN name = 'sexual_content' AND value >= 0.5 THEN sign ELSE 0 END),
    sum(CASE WHEN name = 'political_content' AND value >= 0.5 THEN sign ELSE 0 END),
    sum(CASE WHEN name = 'quality' THEN sign * value ELSE 0 END),
    sum(CASE WHEN name = 'quality' THEN sign ELSE 0 END),
    sum(CASE WHEN name = 'humor' THEN sign * value ELSE 0 END),
    sum(CASE WHEN name = 'humor' THEN sign ELSE 0 END),
    sum(CASE WHEN name = 'toxicity' THEN sign * value ELSE 0 END),
    sum(CASE WHEN name = 'toxicity' THEN sign ELSE 0 END),
    sum(CASE WHEN name = 'violence' THEN sign * value ELSE 0 END),
    sum(CASE WHEN name = 'violence' THEN sign ELSE 0 END),
    sum(CASE WHEN name = 'helpfulness' THEN sign * value ELSE 0 END),
    sum(CASE WHEN name = 'helpfulness' THEN sign ELSE 0 END)
FROM moved
WHERE true
GROUP BY grain, period, author_id, server_id
ON CONFLICT (grain, period, person_id, server_id) DO UPDATE SET
    red_flags = red_flags + excluded.red_flags,
    upvotes = upvotes + excluded.upvotes,
    downvotes = downvotes + excluded.downvotes,
    spam = spam + excluded.spam,
    lang_mismatch = lang_mismatch + excluded.lang_mismatch,
    not_appropriate = not_appropriate + excluded.not_appropriate,
    pii = pii + excluded.pii,
    hate_speech = hate_speech + excluded.hate_speech,
    sexual_content = sexual_content + excluded.sexual_content,
    political_content = political_content + excluded.political_content,
    quality_sum = quality_sum + excluded.quality_sum,
    quality_count = quality_count + excluded.quality_count,
    humor_sum = humor_sum + excluded.humor_sum,
    humor_count = humor_count + excluded.humor_count,
    toxicity_sum = toxicity_sum + excluded.toxicity_sum,
    toxicity_count = toxicity_count + excluded.toxicity_count,
    violence_sum = violence_sum + excluded.violence_sum,
    violence_count = violence_count + excluded.violence_count,
    helpfulness_sum = helpfulness_sum + excluded.helpfulness_sum,
    helpfulness_count = helpfulness_count + excluded.helpfulness_count;

-- The same for what a decision has added, should it be undone.
UPDATE decision_row
SET row_key = json_set(row_key, '$.server_id', (
    SELECT min(server_id) FROM message WHERE author_id = decision_row.person_id
    HAVING min(coalesce(server_id, 0)) = max(coalesce(server_id, 0))
))
WHERE table_name = 'reception_count';

DROP TABLE reception_count_of_all;
