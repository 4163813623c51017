#include <catch2/catch.hpp>

#include "core/base/id_source.hpp"

using namespace throughline;

TEST_CASE("an id survives being written and read")
{
    auto ids = seeded_ids(7, Instant{1'700'000'000'000'000});
    const auto id = ids->next<ObservationId>();
    REQUIRE(id.text().size() == 36);
    REQUIRE(id.text()[14] == '7');
    REQUIRE(ObservationId::parse(id.text()) == id);
    REQUIRE_FALSE(ObservationId::parse(id.text() + "0"));
    REQUIRE_FALSE(ObservationId::parse("not an id"));
}

TEST_CASE("ids made in one burst rise strictly, also when the clock is set back")
{
    struct Backwards final : Clock {
        mutable std::int64_t us = 1'700'000'000'000'000;
        Instant now() const override { return {us -= 500}; }
        std::int64_t steady_us() const override { return 0; }
    };
    auto ids = random_ids(std::make_shared<Backwards>());
    auto last = ids->next_bytes();
    for (int i = 0; i < 20'000; ++i) {
        const auto next = ids->next_bytes();
        REQUIRE(last < next);
        last = next;
    }
}
