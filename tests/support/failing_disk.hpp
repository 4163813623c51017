// A disk that fails on purpose, below SQLite: full after so many bytes, failing at one write, cut off from power, or
// lying about what it has written.
//
// Used by the tests of durability. While one lives, every database of this process is on it. Not for several at once.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>

namespace throughline::test {

class FailingDisk {
public:
    FailingDisk();
    ~FailingDisk();
    FailingDisk(const FailingDisk&) = delete;
    FailingDisk& operator=(const FailingDisk&) = delete;

    // Every write after so many bytes from now finds the disk full, until `free_space`.
    void fill_after(std::int64_t bytes);
    void free_space();
    // The drive is pulled out: what is open on it is dead from now on, and nothing can be opened until it is back.
    void unplug();
    void plug_in();
    // The write of this number from now, counted from 1, fails once as a broken cable would make it.
    void fail_write(std::int64_t number);
    // What is synced is copied to `shadow`, a folder: what a disk has for sure when the power goes.
    void keep_synced_in(const std::filesystem::path& shadow);
    // The process ends at the write of this number as if the power went; nothing runs at its end.
    void cut_power_at_write(std::int64_t number);
    // Says "done" to each request to sync, and does nothing.
    void drop_syncs();

    [[nodiscard]] std::int64_t write_count() const;
    [[nodiscard]] std::int64_t byte_count() const;

    struct State;

private:
    std::unique_ptr<State> state_;
};

}  // namespace throughline::test
