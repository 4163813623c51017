// Rubric files; one that is read is written and read again as the same.
#include "tests/fuzz/fuzz_folder.hpp"
#include "throughline/exchange/rubric_file.hpp"

using namespace throughline;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t count)
{
    const auto text = fuzz::text(bytes, count);
    rubric_problems(text);
    const auto rubric = parse_rubric(text);
    fuzz::say(rubric);
    if (rubric && !parse_rubric(write_rubric(*rubric))) __builtin_trap();
    return 0;
}
