// The time zone of the test's own process, put back when the test ends.
#pragma once

#include <cstdlib>
#include <ctime>
#include <optional>
#include <string>

namespace throughline::test {

class TimeZoneSetting {
public:
    explicit TimeZoneSetting(const std::string& value)
    {
        if (const char* const before = std::getenv("TZ"); before != nullptr) before_ = before;
        ::setenv("TZ", value.c_str(), 1);
        ::tzset();
    }
    TimeZoneSetting(const TimeZoneSetting&) = delete;
    TimeZoneSetting& operator=(const TimeZoneSetting&) = delete;
    ~TimeZoneSetting()
    {
        if (before_)
            ::setenv("TZ", before_->c_str(), 1);
        else
            ::unsetenv("TZ");
        ::tzset();
    }

private:
    std::optional<std::string> before_;
};

}  // namespace throughline::test
