-- ?1 FTS5 expression, ?2 limit, ?3 skip. Newest first: by rowid, which FTS5 walks without sorting.
SELECT snippet(evidence_search, 0, '', '', ' ... ', 24), e.observation_id, e.is_private
FROM evidence_search JOIN evidence AS e ON e.number = evidence_search.rowid
WHERE evidence_search MATCH ?1 ORDER BY evidence_search.rowid DESC LIMIT ?2 OFFSET ?3
