// How long records are kept, and holds, as the settings show them.
#include <catch2/catch.hpp>

#include "app/viewmodel/keeping_view_model.hpp"
#include "tests/support/coached_school.hpp"

using namespace throughline;
using namespace throughline::test;

namespace {

struct LedSchool : CoachedSchool {
    LedSchool() { act_as(school.leader); }
    void act_as(PersonId person) { must(document->act_as(name_of(person))); }
    std::string name_of(PersonId person)
    {
        for (const auto& row : ask(FindPeople{}))
            if (row.person.id == person) return row.person.name();
        return {};
    }
};

}  // namespace

TEST_CASE("every kind of record is kept for ever until a rule says otherwise, and undo says for ever again")
{
    LedSchool window;
    KeepingViewModel keeping(*window.document);
    must(keeping.load());
    const auto rules = keeping.rules();
    REQUIRE(rules.rows.size() == all_record_kinds().size());
    for (const auto& row : rules.rows) {
        CHECK(row.cells[1] == "for ever");
        CHECK(row.look == TableRow::Look::plain);
    }
    must(keeping.set(SetRetention{RecordKind::script_lines, 5, CountedFrom::year_end}));
    const auto lines = std::ranges::find(all_record_kinds(), RecordKind::script_lines) - all_record_kinds().begin();
    const auto row = static_cast<std::size_t>(lines);
    CHECK(keeping.rules().rows[row].cells[1].find("5 whole years") == 0);
    CHECK(keeping.rules().rows[row].look == TableRow::Look::strong);
    REQUIRE(keeping.rule(row) != nullptr);
    CHECK(keeping.rule(row)->rule.has_value());
    CHECK(keeping.rule(rules.rows.size()) == nullptr);
    must(window.document->undo());
    must(keeping.load());
    CHECK(keeping.rules().rows == rules.rows);
}

TEST_CASE("a hold is placed by a name, on everybody without one, and an unknown name places none")
{
    LedSchool window;
    KeepingViewModel keeping(*window.document);
    must(keeping.load_holds());
    CHECK(keeping.holds().rows.empty());
    CHECK_FALSE(keeping.place_hold("Nobody Known", "Case 12"));
    must(keeping.load_holds());
    CHECK(keeping.holds().rows.empty());

    must(keeping.place_hold(window.name_of(window.school.teacher), "Case 12"));
    must(keeping.place_hold("  ", "Audit"));
    auto holds = keeping.holds();
    REQUIRE(holds.rows.size() == 2);
    const auto whose = [&](const std::string& reason) {
        for (std::size_t row = 0; row < holds.rows.size(); ++row)
            if (holds.rows[row].cells[3] == reason) return row;
        FAIL(reason);
        return holds.rows.size();
    };
    CHECK(holds.rows[whose("Case 12")].cells[0] == window.name_of(window.school.teacher));
    CHECK(holds.rows[whose("Audit")].cells[0] == "everybody");

    must(keeping.lift_hold(whose("Audit")));
    holds = keeping.holds();
    CHECK(whose("Audit") == 1);  // those that stand come first
    CHECK(holds.rows[1].look == TableRow::Look::quiet);
    CHECK_FALSE(holds.rows[1].cells[4].empty());
    const auto none = keeping.lift_hold(2);
    REQUIRE_FALSE(none);
    CHECK(none.error().text() == "Choose a hold first.");
}

TEST_CASE("what would go and what was kept back is said in whole sentences, for one and for many")
{
    RetentionPreview::Preview preview;
    CHECK(KeepingViewModel::words_of(preview) == "Nothing is due today.");
    preview.due = 1;
    CHECK(KeepingViewModel::words_of(preview) == "1 record would go for good, with all that hangs on it.");
    preview.due = 1'204;
    preview.held_back.resize(2);
    preview.held_back[0].records = 3;
    CHECK(KeepingViewModel::words_of(preview).find("3 are held back by 2 holds.") != std::string::npos);
    Purged purged;
    purged.records = 2;
    purged.backups.resize(1);
    purged.backups[0].file = "before.throughline-backup";
    CHECK(KeepingViewModel::words_of(purged) ==
          "Gone for good: 2 records. The certificate is in Settings, Keeping records.\n"
          "The backup made before still holds it: before.throughline-backup");
}

TEST_CASE("an observer is told that holds are not theirs to see")
{
    LedSchool window;
    window.act_as(window.school.other_coach);
    KeepingViewModel keeping(*window.document);
    must(keeping.load());
    const auto refused = keeping.load_holds();
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == ErrorCode::not_allowed);
    CHECK_FALSE(keeping.pass());
}
