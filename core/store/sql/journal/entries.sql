-- Commands, newest first; of one whose words are gone, when they went. ?1 limit.
SELECT CASE c.kind WHEN 'undo' THEN 'Undo: ' WHEN 'redo' THEN 'Redo: ' ELSE '' END || c.label,
       coalesce(trim(p.given_name || ' ' || p.family_name), ''), c.at,
       (SELECT count(*) FROM journal AS j WHERE j.command = c.seq),
       (SELECT max(j.erased_at) FROM journal AS j WHERE j.command = c.seq AND j.erased_at <> c.at)
FROM journal_command AS c LEFT JOIN person AS p ON p.id = c.actor_id
ORDER BY c.seq DESC LIMIT ?1
