-- ?1 FTS5 expression, ?2 limit, ?3 skip.
SELECT snippet(action_step_search, 0, '', '', ' ... ', 24), a.observation_id, 0
FROM action_step_search JOIN action_step AS a ON a.number = action_step_search.rowid
WHERE action_step_search MATCH ?1 ORDER BY action_step_search.rowid DESC LIMIT ?2 OFFSET ?3
