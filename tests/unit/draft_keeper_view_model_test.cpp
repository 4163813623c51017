// The keeper of what is typed, with time in the test's hand and a disk that can fill up.
#include <map>

#include <catch2/catch.hpp>

#include "app/viewmodel/draft_keeper.hpp"

using namespace throughline;

namespace {

class HeldAlarm : public Alarm {
public:
    [[nodiscard]] std::int64_t now_ms() const override { return now_; }
    void set(std::int64_t delay_ms) override { rings_at_ = now_ + delay_ms; }
    void clear() override { rings_at_.reset(); }

    void advance(std::int64_t ms)
    {
        const auto until = now_ + ms;
        while (rings_at_ && *rings_at_ <= until) {
            now_ = *rings_at_;
            rings_at_.reset();
            on_ring();
        }
        now_ = until;
    }
    [[nodiscard]] bool is_set() const { return rings_at_.has_value(); }

private:
    std::int64_t now_ = 1'000'000;
    std::optional<std::int64_t> rings_at_;
};

class Disk : public DraftStore {
public:
    Result<void> keep_draft(AnyId record, std::string_view field, std::string_view text) override
    {
        if (trouble) return tl::unexpected(*trouble);
        ++write_count;
        rows[{record, std::string(field)}] = text;
        return {};
    }
    Result<void> drop_draft(AnyId record, std::string_view field) override
    {
        rows.erase({record, std::string(field)});
        return {};
    }

    std::map<std::pair<AnyId, std::string>, std::string> rows;
    int write_count = 0;
    std::optional<Error> trouble;
};

AnyId record(std::uint8_t number)
{
    AnyId id;
    id.bytes[15] = number;
    return id;
}

const Error disk_full{ErrorCode::storage, "The disk is full: make room.", {}, {}, {}};

struct Desk {
    HeldAlarm alarm;
    Disk disk;
    DraftKeeper keeper{disk, alarm};
    std::vector<std::string> settled;
    DraftKeeper::Settle settle = [this](const std::string& text) -> Result<void> {
        settled.push_back(text);
        return {};
    };
    [[nodiscard]] std::string on_disk(std::uint8_t number, const std::string& field) const
    {
        const auto at = disk.rows.find({record(number), field});
        return at == disk.rows.end() ? "(nothing)" : at->second;
    }
};

}  // namespace

TEST_CASE("what is typed is on disk 300 ms after the first unsaved key, also while typing without a pause")
{
    Desk desk;
    std::string text;
    for (int key = 0; key < 30; ++key) {  // 3 s of typing, a key each 100 ms
        text += 'a';
        desk.keeper.typed(record(1), "strength", text, desk.settle);
        desk.alarm.advance(100);
        if (key >= 2) CHECK(desk.on_disk(1, "strength").size() + 3 >= text.size());
    }
    CHECK(desk.disk.write_count >= 10);
    CHECK(desk.settled.empty());
}

TEST_CASE("a field is settled by its command when it is left")
{
    Desk desk;
    desk.keeper.typed(record(1), "strength", "wait time", desk.settle);
    CHECK(desk.keeper.unsettled(record(1), "strength") == "wait time");
    REQUIRE(desk.keeper.left(record(1), "strength"));
    CHECK(desk.settled == std::vector<std::string>{"wait time"});
    CHECK_FALSE(desk.keeper.has_unsettled());
    CHECK_FALSE(desk.alarm.is_set());
}

TEST_CASE("the draft is on disk before its command runs, so that a refused command loses nothing")
{
    Desk desk;
    desk.keeper.typed(record(1), "strength", "wait time", [](const std::string&) -> Result<void> {
        return fail(ErrorCode::conflict, "Somebody else changed it: compare both.");
    });
    CHECK_FALSE(desk.keeper.left(record(1), "strength"));
    CHECK(desk.on_disk(1, "strength") == "wait time");
    CHECK(desk.keeper.unsettled(record(1), "strength") == "wait time");
}

TEST_CASE("a field that is typed in for a minute is settled without being left")
{
    Desk desk;
    for (int second = 0; second < 61; ++second) {
        desk.keeper.typed(record(1), "notes", std::string(second + 1, 'x'), desk.settle);
        desk.alarm.advance(1'000);
    }
    REQUIRE(desk.settled.size() == 1);
    CHECK(desk.settled[0].size() >= 60);
}

TEST_CASE("drafts of two visits never mix")
{
    Desk desk;
    desk.keeper.typed(record(1), "strength", "of A", desk.settle);
    desk.keeper.typed(record(2), "strength", "of B", desk.settle);
    desk.keeper.typed(record(1), "strength", "of A again", desk.settle);
    desk.alarm.advance(DraftKeeper::write_delay_ms);
    CHECK(desk.on_disk(1, "strength") == "of A again");
    CHECK(desk.on_disk(2, "strength") == "of B");
    REQUIRE(desk.keeper.settle(record(2)));
    CHECK(desk.settled == std::vector<std::string>{"of B"});
    CHECK(desk.keeper.unsettled(record(1), "strength") == "of A again");
}

TEST_CASE("a full disk keeps the text on screen, says so and tries again")
{
    Desk desk;
    std::vector<std::string> told;
    const auto listening = desk.keeper.on_trouble.connect([&](const Error& error) { told.push_back(error.text()); });
    desk.disk.trouble = disk_full;
    desk.keeper.typed(record(1), "notes", "kept", desk.settle);
    desk.alarm.advance(DraftKeeper::write_delay_ms);
    REQUIRE(told.size() == 1);
    CHECK(desk.keeper.has_unwritten());
    CHECK_FALSE(desk.keeper.settle_all());
    CHECK(desk.keeper.unsettled(record(1), "notes") == "kept");

    desk.disk.trouble.reset();
    desk.alarm.advance(DraftKeeper::retry_delay_ms);
    CHECK_FALSE(desk.keeper.has_unwritten());
    CHECK((desk.on_disk(1, "notes") == "kept"));
}

TEST_CASE("a refusal that trying again will not mend waits for the next key")
{
    Desk desk;
    int told = 0;
    const auto listening = desk.keeper.on_trouble.connect([&](const Error&) { ++told; });
    desk.disk.trouble = Error{ErrorCode::wrong_state, "The visit was shared: amend it instead.", {}, {}, {}};
    desk.keeper.typed(record(1), "notes", "late", desk.settle);
    desk.alarm.advance(100'000);
    CHECK(told == 1);
    desk.disk.trouble.reset();
    desk.keeper.typed(record(1), "notes", "later", desk.settle);
    desk.alarm.advance(DraftKeeper::write_delay_ms);
    CHECK(desk.on_disk(1, "notes") == "later");
}

TEST_CASE("a field without a command is only kept, until its panel says that it is settled")
{
    Desk desk;
    desk.keeper.typed(record(1), "script_line", "t who can");
    desk.alarm.advance(120'000);
    CHECK(desk.on_disk(1, "script_line") == "t who can");
    REQUIRE(desk.keeper.settle_all());
    CHECK(desk.keeper.unsettled(record(1), "script_line") == "t who can");
    desk.keeper.settled(record(1), "script_line");
    CHECK_FALSE(desk.keeper.has_unsettled());
}

TEST_CASE("text that is taken back leaves no draft behind")
{
    Desk desk;
    desk.keeper.typed(record(1), "notes", "no", desk.settle);
    desk.alarm.advance(DraftKeeper::write_delay_ms);
    REQUIRE(desk.keeper.dropped(record(1), "notes"));
    CHECK(desk.on_disk(1, "notes") == "(nothing)");
    CHECK(desk.settled.empty());
}

TEST_CASE("what is typed while its command runs is not lost")
{
    Desk desk;
    desk.keeper.typed(record(1), "notes", "one", [&](const std::string&) -> Result<void> {
        desk.keeper.typed(record(1), "notes", "one two", desk.settle);
        return {};
    });
    REQUIRE(desk.keeper.left(record(1), "notes"));
    CHECK(desk.keeper.unsettled(record(1), "notes") == "one two");
    desk.alarm.advance(DraftKeeper::write_delay_ms);
    CHECK(desk.on_disk(1, "notes") == "one two");
}
