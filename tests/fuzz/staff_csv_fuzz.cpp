// Staff lists as CSV.
#include "tests/fuzz/fuzz_folder.hpp"
#include "throughline/exchange/roster_file.hpp"

using namespace throughline;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t count)
{
    static const fuzz::Folder folder;
    fuzz::say(read_roster(folder.write("staff.csv", fuzz::text(bytes, count)), [](std::string_view) { return false; }));
    return 0;
}
