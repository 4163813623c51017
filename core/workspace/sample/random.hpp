// The sample's own dice: the same numbers for the same seed on every machine and compiler, which the distributions
// of <random> do not promise. Used by the sample's plan only. Not for secrets.
#pragma once

#include <cassert>
#include <cstdint>
#include <initializer_list>
#include <utility>
#include <vector>

namespace throughline::sample {

class Random {
public:
    explicit Random(std::uint64_t seed) : state_(seed) {}

    // An independent source for one part of the plan, so that a change in one part leaves the others as they were.
    static Random of(std::initializer_list<std::uint64_t> parts)
    {
        Random mixed(0x5eed);
        for (const auto part : parts) {
            mixed.state_ ^= part + 0x9e3779b97f4a7c15ULL;
            mixed.state_ = mixed.next();
        }
        return mixed;
    }

    std::uint64_t next()  // splitmix64, by Sebastiano Vigna, public domain
    {
        state_ += 0x9e3779b97f4a7c15ULL;
        auto mixed = state_;
        mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9ULL;
        mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111ebULL;
        return mixed ^ (mixed >> 31);
    }

    // 0 <= result < count. The bias of the modulus is far below what a sample could show.
    int below(int count)
    {
        assert(count > 0);
        return static_cast<int>(next() % static_cast<std::uint64_t>(count));
    }
    int between(int low, int high) { return low + below(high - low + 1); }            // both inclusive
    double unit() { return static_cast<double>(next() >> 11) / 9007199254740992.0; }  // 0 <= result < 1
    bool chance(double probability) { return unit() < probability; }

    // Mean 0, standard deviation 1, by adding twelve: without the mathematics library, whose last digits differ.
    double normal()
    {
        double sum = -6.0;
        for (int i = 0; i < 12; ++i) sum += unit();
        return sum;
    }

    template <class Item>
    const Item& pick(const std::vector<Item>& items)
    {
        return items[static_cast<std::size_t>(below(static_cast<int>(items.size())))];
    }

    template <class Item>
    void shuffle(std::vector<Item>& items)
    {
        for (std::size_t i = items.size(); i > 1; --i)
            std::swap(items[i - 1], items[static_cast<std::size_t>(below(static_cast<int>(i)))]);
    }

private:
    std::uint64_t state_;
};

}  // namespace throughline::sample
