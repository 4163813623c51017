-- ?1 FTS5 expression, ?2 limit, ?3 skip.
SELECT snippet(observation_search, -1, '', '', ' ... ', 24), o.id, 0
FROM observation_search JOIN observation AS o ON o.number = observation_search.rowid
WHERE observation_search MATCH ?1 ORDER BY observation_search.rowid DESC LIMIT ?2 OFFSET ?3
