-- Rubrics by title, the newest version of each or (?1) all versions; with their visits up to ?2 each.
SELECT v.id, v.rubric_id, v.title, v.version,
       NOT EXISTS (SELECT 1 FROM rubric_version AS n WHERE n.rubric_id = v.rubric_id
                   AND (n.added_at, n.id) > (v.added_at, v.id)) AS newest,
       (SELECT count(*) FROM (SELECT 1 FROM observation AS o WHERE o.rubric_version_id = v.id LIMIT ?2))
FROM rubric_version AS v
WHERE ?1 OR newest
ORDER BY v.title, v.added_at DESC
