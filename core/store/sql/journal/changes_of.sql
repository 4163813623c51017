-- What was done to one row, oldest first: when, by whom, and what the command was called. Never the values; where they
-- are gone for good, when they went.
SELECT c.at, c.actor_id, c.label, c.kind, j.noun, CASE WHEN j.erased_at <> c.at THEN j.erased_at END
FROM journal AS j
JOIN journal_command AS c ON c.seq = j.command
WHERE j.row_id = ?1
ORDER BY j.seq
