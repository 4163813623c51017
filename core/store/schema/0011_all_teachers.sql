-- Step 11: questions about all teachers of a district are answered from indexes, so that no rows need be looked at.

-- By name, with what makes somebody a teacher.
DROP INDEX person_teaching;
CREATE INDEX person_teaching
    ON person (family_name COLLATE NOCASE, given_name COLLATE NOCASE, id, school_id, family_name, given_name, subject,
               grade, in_school_since, merged_into, active, roles)
    WHERE merged_into IS NULL AND active AND instr(roles, 'Teacher') > 0;

-- Who was visited since a day for one purpose.
CREATE INDEX teacher_summary_by_day ON teacher_summary (purpose, latest_on);
