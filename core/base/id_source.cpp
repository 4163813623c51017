#include "core/base/id_source.hpp"

#include <random>

namespace throughline {
namespace {

// RFC 9562 5.7: 48 bits unix_ts_ms, version 7, 12 bits rand_a, variant 0b10, 62 bits rand_b. rand_a counts within one
// millisecond (method 1 of section 6.2), so that ids made in one burst keep their order.
IdBytes uuid_v7(std::uint64_t ms, std::uint16_t counter, std::uint64_t random)
{
    IdBytes bytes{};
    for (int i = 0; i < 6; ++i) bytes[static_cast<std::size_t>(i)] = static_cast<std::uint8_t>(ms >> (40 - 8 * i));
    bytes[6] = static_cast<std::uint8_t>(0x70 | (counter >> 8 & 0x0f));
    bytes[7] = static_cast<std::uint8_t>(counter);
    for (int i = 0; i < 8; ++i)
        bytes[static_cast<std::size_t>(8 + i)] = static_cast<std::uint8_t>(random >> (56 - 8 * i));
    bytes[8] = static_cast<std::uint8_t>(0x80 | (bytes[8] & 0x3f));
    return bytes;
}

constexpr std::uint16_t ids_per_ms_max = 1 << 12;

class RandomIds final : public IdSource {
public:
    explicit RandomIds(std::shared_ptr<const Clock> clock) : clock_(std::move(clock)) {}

    IdBytes next_bytes() override
    {
        const auto ms = static_cast<std::uint64_t>(clock_->now().us / us_per_ms);
        if (ms > last_ms_) {
            last_ms_ = ms;
            counter_ = 0;
        } else if (++counter_ == ids_per_ms_max) {  // also when the clock was set back: never reuse a millisecond
            ++last_ms_;
            counter_ = 0;
        }
        const std::uint64_t random = static_cast<std::uint64_t>(device_()) << 32 | device_();
        return uuid_v7(last_ms_, counter_, random);
    }

private:
    std::shared_ptr<const Clock> clock_;
    std::random_device device_;
    std::uint64_t last_ms_ = 0;
    std::uint16_t counter_ = 0;
};

class SeededIds final : public IdSource {
public:
    SeededIds(std::uint64_t seed, Instant from) : random_(seed), ms_(static_cast<std::uint64_t>(from.us / us_per_ms)) {}

    IdBytes next_bytes() override { return uuid_v7(ms_++, 0, random_()); }

private:
    std::mt19937_64 random_;
    std::uint64_t ms_;
};

}  // namespace

std::unique_ptr<IdSource> random_ids(std::shared_ptr<const Clock> clock)
{
    return std::make_unique<RandomIds>(std::move(clock));
}

std::unique_ptr<IdSource> seeded_ids(std::uint64_t seed, Instant from)
{
    return std::make_unique<SeededIds>(seed, from);
}

}  // namespace throughline
