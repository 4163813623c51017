-- Step 12: a draft is found to be late by an index alone.

-- Drafts, with the school day on which each was begun.
DROP INDEX visit_summary_drafts;
CREATE INDEX visit_summary_drafts
    ON visit_summary (started_at, observation_id, teacher_id, state, purpose, observer_id, co_observer_id, started_on)
    WHERE state = 'draft';
