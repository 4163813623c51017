-- What was done to one row, oldest first: when, by whom, and what the command was called. Never the values.
SELECT c.at, c.actor_id, c.label, c.kind, j.noun
FROM journal AS j
JOIN journal_command AS c ON c.seq = j.command
WHERE j.row_id = ?1
ORDER BY j.seq
