-- Teachers with what the viewer may know of their visits. The conditions of filter and order are added by the caller.
-- ?1 viewer's person, ?2 sees all, ?3 leads or administers, ?4 observes, ?5 year's start, ?6 today, ?7 inactive too,
-- ?8 only the viewer's caseload.
SELECT p.id, p.given_name, p.family_name, p.subject, p.grade, s.name, p.active,
       EXISTS (SELECT 1 FROM caseload AS c WHERE c.observer_id = ?1 AND c.teacher_id = p.id AND c.from_day <= ?6
               AND (c.to_day IS NULL OR c.to_day >= ?6)) AS in_caseload,
       (SELECT count(*) FROM observation AS o WHERE o.teacher_id = p.id AND o.started_on >= ?5 AND o.state <> 'archived'
        AND (?2 OR o.observer_id = ?1 OR o.co_observer_id = ?1
             OR (o.state = 'shared' AND (o.teacher_id = ?1 OR ?3 OR (?4 AND o.purpose = 'walkthrough'))))),
       (SELECT o.started_on FROM observation AS o WHERE o.teacher_id = p.id AND o.state <> 'archived'
        AND (?2 OR o.observer_id = ?1 OR o.co_observer_id = ?1
             OR (o.state = 'shared' AND (o.teacher_id = ?1 OR ?3 OR (?4 AND o.purpose = 'walkthrough'))))
        ORDER BY o.started_on DESC LIMIT 1)
FROM person AS p JOIN school AS s ON s.id = p.school_id
WHERE p.merged_into IS NULL AND (?7 OR p.active) AND p.roles LIKE '%Teacher%'
  AND (?2 OR ?3 OR ?4 OR p.id = ?1) AND (NOT ?8 OR in_caseload)
