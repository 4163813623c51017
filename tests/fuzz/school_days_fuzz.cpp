// A district's school days as CSV or as a calendar; what is read is written and read again.
#include "tests/fuzz/fuzz_folder.hpp"
#include "throughline/exchange/school_days_file.hpp"

using namespace throughline;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t count)
{
    const auto text = fuzz::text(bytes, count);
    fuzz::say(read_school_days(text, Date(2026, 8, 31), Date(2027, 6, 11)));
    const auto days = read_school_days_csv(text);
    fuzz::say(days);
    return 0;
}
