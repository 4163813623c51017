-- ?1 FTS5 expression, ?2 limit, ?3 skip.
SELECT snippet(debrief_search, -1, '', '', ' ... ', 24), d.observation_id, 0
FROM debrief_search JOIN debrief AS d ON d.number = debrief_search.rowid
WHERE debrief_search MATCH ?1 ORDER BY debrief_search.rowid DESC LIMIT ?2 OFFSET ?3
