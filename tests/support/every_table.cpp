#include "tests/support/every_table.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <fmt/format.h>

namespace throughline::test {
namespace {

std::string id(int number) { return fmt::format("x'0192000000007000800000000000{:04x}'", number); }

std::string literal(const std::string& text)
{
    // Through the bytes, as a zero byte would end the statement.
    std::string hex;
    for (const unsigned char byte : text) hex += fmt::format("{:02x}", byte);
    return "CAST(x'" + hex + "' AS TEXT)";
}

constexpr const char* teacher = "(SELECT teacher_id FROM observation WHERE state = 'shared' ORDER BY number LIMIT 1)";
constexpr const char* observer = "(SELECT observer_id FROM observation WHERE state = 'shared' ORDER BY number LIMIT 1)";
constexpr const char* visit = "(SELECT id FROM observation WHERE state = 'shared' ORDER BY number LIMIT 1)";
constexpr const char* rubric = "(SELECT id FROM rubric_version ORDER BY id LIMIT 1)";
constexpr const char* school = "(SELECT id FROM school LIMIT 1)";

std::vector<std::string> statements()
{
    std::vector<std::string> all = {
        fmt::format(
            "INSERT INTO academic_session VALUES ({}, 's1', 'Autumn', 'term', '2026-08-31', '2026-12-18', 2027, 1)",
            id(1)),
        fmt::format("INSERT INTO class_section VALUES ({}, 'c1', 'Algebra', 'A1', {}, 'Maths', '07\n08', '1', 'R 2', "
                    "'s1', 't1\nt2', 1)",
                    id(2), school),
        fmt::format("INSERT INTO amendment VALUES ({}, {}, 'strength', '', '=1+1', 'typing error', NULL, -5)", id(3),
                    visit),
        fmt::format("INSERT INTO team VALUES ({}, {}, 'Team \"A\"')", id(4), school),
        fmt::format("INSERT INTO team_member VALUES ({}, {}, {})", id(5), id(4), teacher),
        fmt::format("INSERT INTO person_tag VALUES ({}, {}, 'new')", id(6), teacher),
        fmt::format("INSERT INTO excusal VALUES ({}, 'team', NULL, {}, '', NULL, '2026-10-05', '2026-10-09', 'leave')",
                    id(7), id(4)),
        fmt::format("INSERT INTO busy_time VALUES ({}, {}, 1, 2)", id(8), observer),
        fmt::format("INSERT INTO class_period VALUES ({}, {}, 'P1', 1, '', 480, 530)", id(9), teacher),
        fmt::format("INSERT OR IGNORE INTO observer_time VALUES ({}, {}, 240)", id(10), observer),
        fmt::format("INSERT INTO packet VALUES ({}, {}, {}, '{}', 1759670000123456, NULL)", id(11), teacher, visit,
                    std::string(64, 'a')),
        fmt::format(
            "INSERT INTO response VALUES ({}, {}, {}, 'self-rating', '', '1.1', 'level', 0, 5, '2026-10-06', 6, "
            "{}, {})",
            id(12), visit, teacher, id(11), id(99)),
        fmt::format("INSERT INTO sharing_agreement VALUES ({}, {}, {}, {}, 'steps', '2026-09-01', NULL, 'Ana', 1, '', "
                    "NULL, NULL, NULL)",
                    id(13), teacher, observer, observer),
        fmt::format("INSERT INTO access VALUES (7, NULL, {}, {}, 'records', 5, '2026-10-06')", teacher, id(98)),
        fmt::format("INSERT INTO account VALUES ({}, 'hash', 0, 0, 0, 0, 5)", teacher),
        fmt::format("INSERT INTO student_name VALUES ('{}')", std::string(64, 'b')),
        fmt::format(
            "INSERT INTO goal VALUES ({}, {}, 'goal', 'More talk', 'share', '8 of 26', '20 of 26', '1.1', NULL, "
            "'open', '2026-09-01', NULL)",
            id(14), teacher),
        fmt::format("INSERT INTO goal_reading VALUES ({}, {}, '2026-10-01', '-3', '')", id(15), id(14)),
        fmt::format("INSERT INTO visit_request VALUES ({}, {}, {}, 'wait time', '', 5, '2026-10-01', 'open', '', NULL, "
                    "NULL, {})",
                    id(16), teacher, observer, visit),
        fmt::format(
            "INSERT INTO unlocking VALUES ({}, {}, 'wrong day', NULL, 5, '', NULL, 'Cora', 6, 'asked', '', NULL)",
            id(17), visit),
        fmt::format(
            "INSERT INTO calibration VALUES ({}, 'Same lesson', 'video', {}, '', {}, '2026-10-01', 'open', NULL, "
            "1, 80, 0, 365, '')",
            id(18), rubric, observer),
        fmt::format("INSERT INTO calibration_rater VALUES ({}, {}, {}, {}, NULL)", id(19), id(18), observer, visit),
        fmt::format("INSERT INTO calibration_rating VALUES ({}, {}, 'observer', {}, '1.1', NULL, 0, 'words')", id(20),
                    id(18), observer),
        fmt::format(
            "INSERT INTO booking VALUES ({}, 'visit', 'planned', {}, {}, 'coaching', 5, '2026-11-01', 30, 1, '', "
            "'', {}, NULL)",
            id(22), teacher, observer, id(97)),
        fmt::format("INSERT OR IGNORE INTO caseload VALUES ({}, {}, {}, '2026-08-31', NULL)", id(23), observer,
                    teacher),
        fmt::format("INSERT INTO retention_rule VALUES ({}, 'evaluation visits', 7, 'separation')", id(25)),
        // Somebody else's draft of the same lesson, a minute later.
        fmt::format("INSERT INTO observation SELECT number + 1000, {}, teacher_id, (SELECT id FROM person WHERE id NOT "
                    "IN ({}, {}) LIMIT 1), NULL, rubric_version_id, form_id, purpose, 'draft', started_at + 60000000, "
                    "started_on, 12, NULL, subject, grade, NULL, '', '', NULL, '', NULL, NULL, NULL FROM observation "
                    "WHERE id = {}",
                    id(28), teacher, observer, visit),
        fmt::format("INSERT INTO legal_hold VALUES ({}, {}, 'a complaint', '2026-10-01', NULL, NULL, NULL)", id(26),
                    teacher),
        fmt::format("INSERT INTO purge VALUES ({}, 'retention', NULL, 'as agreed', 5, {}, '{{}}')", id(27), observer),
        fmt::format("INSERT INTO setting VALUES ({}, 'student_name_key', 'SECRET OF THE FILE')", id(24)),
    };
    int number = 100;
    for (const auto& text : hostile_texts()) {
        all.push_back(
            fmt::format("INSERT INTO evidence (id, observation_id, elapsed_ms, noted_at, speaker, kind, text, "
                        "indicators, is_private, amount, out_of) VALUES ({}, {}, 1, 1, 'teacher', 'note', {}, '', "
                        "{}, 0.1, 1e300)",
                        id(number), visit, literal(text), number % 2));
        all.push_back(fmt::format("INSERT INTO draft VALUES ({}, 'text', 'session', {}, {}, 5)", id(number), observer,
                                  literal(text)));
        ++number;
    }
    return all;
}

}  // namespace

const std::vector<std::string>& hostile_texts()
{
    static const std::vector<std::string> texts{
        "=cmd|' /C calc'!A0",
        "+1+1",
        "-x",
        "-5",
        "@SUM(A1)",
        "\ttab first",
        "\rreturn first",
        "line\nline\r\nline\rline",
        "quote \" and \"\"",
        "'",
        "''",
        "'=",
        "'base64:QQ==",
        ",;\t",
        " space at both ends ",
        "\xef\xbb\xbf"
        "mark",
        "\xd7\xa9\xd7\x9c\xd7\x95\xd7\x9d \xd9\x85\xd8\xb1\xd8\xad\xd8\xa8\xd8\xa7",  // right to left
        "\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x8f\xab",
        std::string("zero\0byte", 9),
        "",
        std::string(1024 * 1024, 'x') + "\"\n,",
        "NULL",
        "null"};
    return texts;
}

void fill_every_table(const std::filesystem::path& file)
{
    SQLite::Database database(file.string(), SQLite::OPEN_READWRITE, 2000);
    database.exec("BEGIN");
    for (const auto& statement : statements()) database.exec(statement);
    database.exec("COMMIT");
}

std::map<std::string, std::multiset<std::string>> rows_by_table(const std::filesystem::path& file)
{
    SQLite::Database database(file.string(), SQLite::OPEN_READONLY, 2000);
    SQLite::Statement tables(database,
                             "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' "
                             "AND name NOT LIKE 'sqlite%' AND name <> 'month_summary' ORDER BY name");
    std::map<std::string, std::multiset<std::string>> rows;
    while (tables.executeStep()) {
        const std::string name = tables.getColumn(0).getText();
        auto& of_table = rows[name];
        SQLite::Statement all(database, "SELECT * FROM " + name);
        while (all.executeStep()) {
            std::string row;
            for (int i = 0; i < all.getColumnCount(); ++i) {
                const auto column = all.getColumn(i);
                row += fmt::format("{}={}:", column.getName(), column.getType());
                row += column.isFloat() ? fmt::format("{}", column.getDouble()) : column.getString();
                row += '\x1e';
            }
            of_table.insert(std::move(row));
        }
    }
    return rows;
}

}  // namespace throughline::test
