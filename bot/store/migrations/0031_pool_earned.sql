-- What contributions have earned by their quality, in tenths of a point, kept whichever way points come about. Nobody has
-- less after this than before: what was done until now has earned its points by the formula, every prompt (written or
-- accepted) its tenth. All sums are filled anew.
ALTER TABLE contribution_count ADD COLUMN earned INTEGER NOT NULL DEFAULT 0;
UPDATE contribution_count
SET earned = 10 * (
        4 * replies_assistant + replies_prompter + labels_simple + 2 * labels_full + rankings_total + rankings_good
        + 4 * accepted_replies_assistant + accepted_replies_prompter
        + 9 * reply_ranked_1 + 3 * reply_ranked_2 + reply_ranked_3
    ) + prompts + accepted_prompts;

ALTER TABLE standing ADD COLUMN week_earned INTEGER NOT NULL DEFAULT 0;
ALTER TABLE standing ADD COLUMN month_earned INTEGER NOT NULL DEFAULT 0;
ALTER TABLE standing ADD COLUMN total_earned INTEGER NOT NULL DEFAULT 0;
UPDATE standing
SET
    week_earned = 10 * week_whole + week_prompts + week_accepted_prompts,
    month_earned = 10 * month_whole + month_prompts + month_accepted_prompts,
    total_earned = 10 * total_whole + total_prompts + total_accepted_prompts;

-- The quality that reviewers found in an accepted message, what its author was paid for it, and when. A text of before
-- was paid half as it was submitted: when it is accepted, only the rest is paid.
ALTER TABLE message ADD COLUMN quality REAL;
ALTER TABLE message ADD COLUMN earned INTEGER NOT NULL DEFAULT 0;
ALTER TABLE message ADD COLUMN earned_at INTEGER;
UPDATE message
SET
    earned = (1 + coalesce(accepted, 0)) * CASE
        WHEN parent_id IS NULL THEN 1
        WHEN is_assistant = 1 THEN 40
        ELSE 10
    END,
    earned_at = created_at
WHERE author_id IS NOT NULL;
