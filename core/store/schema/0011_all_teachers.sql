-- Step 11: the index of teachers by name has what makes somebody one of them, too, so that a list of all teachers of a
-- district need not look at their rows.
DROP INDEX person_teaching;
CREATE INDEX person_teaching
    ON person (family_name COLLATE NOCASE, given_name COLLATE NOCASE, id, school_id, family_name, given_name, subject,
               grade, in_school_since, merged_into, active, roles)
    WHERE merged_into IS NULL AND active AND instr(roles, 'Teacher') > 0;
