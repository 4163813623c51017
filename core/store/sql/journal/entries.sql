-- Commands, newest first. ?1 limit.
SELECT CASE c.kind WHEN 'undo' THEN 'Undo: ' WHEN 'redo' THEN 'Redo: ' ELSE '' END || c.label,
       coalesce(trim(p.given_name || ' ' || p.family_name), ''), c.at,
       (SELECT count(*) FROM journal AS j WHERE j.command = c.seq)
FROM journal_command AS c LEFT JOIN person AS p ON p.id = c.actor_id
ORDER BY c.seq DESC LIMIT ?1
