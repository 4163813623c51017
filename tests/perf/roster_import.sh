#!/usr/bin/env bash
# roster_import.sh BIN FOLDER: a 50,000-row staff CSV through the program and through the sqlite3 shell, into a table
# with the same columns and indexes.
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
    [ "$1" = program ] && "$bin/throughline-cli" new "$folder/import.throughline" --school "School (sample)" \
      --year-start 2026-08-31 --year-end 2027-06-11 >/dev/null
    begin=$(date +%s%N)
    "$1"_import
    took=$(( ($(date +%s%N) - begin) / 1000000 ))
    [ "$took" -lt "$least" ] && least=$took
  done
  echo "$least"
}
program_import() { "$bin/throughline-cli" --workspace "$folder/import.throughline" import roster "$csv" >/dev/null; }
shell_import() {
  sqlite3 "$folder/import.sqlite" <<SQL
PRAGMA journal_mode = WAL;
PRAGMA synchronous = FULL;
CREATE TABLE person (given_name TEXT, family_name TEXT, email TEXT, staff_id TEXT PRIMARY KEY, role TEXT, school TEXT,
                     subject TEXT, grade TEXT) STRICT;
CREATE INDEX person_by_family_name ON person (family_name, given_name);
CREATE INDEX person_by_email ON person (email);
.mode csv
.import --skip 1 $csv person
SQL
}
program=$(best program)
shell=$(best shell)
echo "throughline $program ms, sqlite3 shell $shell ms, ratio" \
     "$(awk -v a="$program" -v b="$shell" 'BEGIN { printf "%.2f", a / b }') (budget 3)"
