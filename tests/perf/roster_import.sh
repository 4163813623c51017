#!/usr/bin/env bash
# roster_import.sh BIN FOLDER: a 50,000-row staff CSV through the program and through the sqlite3 shell, into the
# same tables of a new workspace.
set -euo pipefail
bin=$1
folder=$2
csv="$folder/staff.csv"
{
  echo "given name,family name,email,staff id,role,school,subject,grade"
  seq 1 50000 | awk '{ printf "Given%d,Family%d,person%d@school.example,%d,teacher,School (sample),Math,%d\n",
                       $1, $1, $1, $1, 6 + $1 % 3 }'
} >"$csv"

best() { # milliseconds of the fastest of three runs
  local least=999999999 begin took
  for _ in 1 2 3; do
    rm -f "$folder"/import.*
    "$bin/throughline-cli" new "$folder/import.throughline" --school "School (sample)" \
      --year-start 2026-08-31 --year-end 2027-06-11 >/dev/null
    begin=$(date +%s%N)
    "$1"_import
    took=$(( ($(date +%s%N) - begin) / 1000000 ))
    rows=$(sqlite3 "$folder/import.throughline" "SELECT count(*) FROM journal AS j JOIN person AS p ON p.id = j.row_id")
    [ "$rows" = 50000 ] || { echo "roster_import.sh: the $1 brought in $rows people of 50000" >&2; exit 1; }
    [ "$took" -lt "$least" ] && least=$took
  done
  echo "$least"
}
program_import() { "$bin/throughline-cli" --workspace "$folder/import.throughline" import roster "$csv" >/dev/null; }
# The same rows into the same tables: people with ids that ascend, as the program's do, their indexes, and the journal.
shell_import() {
  sqlite3 "$folder/import.throughline" <<SQL
.bail on
.mode csv
CREATE TEMP TABLE staff (given_name, family_name, email, staff_id, role, school, subject, grade);
.import --skip 1 $csv staff
BEGIN;
CREATE TEMP TABLE made AS
SELECT CAST(printf('%016d', s.rowid) AS BLOB) AS id, s.*, (SELECT id FROM school) AS school_id FROM staff AS s;
INSERT INTO person (id, given_name, family_name, email, staff_id, source_id, subject, grade, school_id, roles, active,
                    from_roster, merged_into, name_folded, in_school_since, left_on)
SELECT id, given_name, family_name, email, staff_id, staff_id, subject, grade, school_id, 'Teacher', 1, 1, NULL,
       lower(given_name || ' ' || family_name), NULL, NULL FROM made;
INSERT INTO journal (command, noun, row_id, new)
SELECT (SELECT max(seq) FROM journal_command), 'person', id,
       json_object('id', lower(hex(id)), 'given_name', given_name, 'family_name', family_name, 'email', email,
                   'staff_id', staff_id, 'source_id', staff_id, 'subject', subject, 'grade', grade,
                   'school_id', lower(hex(school_id)), 'roles', 'Teacher', 'active', 1, 'from_roster', 1,
                   'merged_into', NULL, 'name_folded', lower(given_name || ' ' || family_name),
                   'in_school_since', NULL, 'left_on', NULL) FROM made;
COMMIT;
SQL
}
program=$(best program)
shell=$(best shell)
echo "throughline $program ms, sqlite3 shell $shell ms, ratio" \
     "$(awk -v a="$program" -v b="$shell" 'BEGIN { printf "%.2f", a / b }') (budget 3)"
