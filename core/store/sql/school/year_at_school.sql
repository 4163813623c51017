-- Each school with the school years that hold for it: its own, and the general ones that none of its own overlaps
-- (as calendar_of() has it).
CREATE TEMP VIEW year_at_school AS
SELECT y.id AS year_id, s.id AS school_id, y.name AS name, y.starts_on AS starts_on, y.ends_on AS ends_on,
       y.closed_at AS closed_at
FROM main.school AS s
CROSS JOIN main.school_year AS y
WHERE y.school_id = s.id
   OR (y.school_id IS NULL
       AND NOT EXISTS (SELECT 1 FROM main.school_year AS own
                       WHERE own.school_id = s.id AND own.starts_on <= y.ends_on AND own.ends_on >= y.starts_on))
