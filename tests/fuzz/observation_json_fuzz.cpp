// Visits as documents.
#include "tests/fuzz/fuzz_folder.hpp"
#include "throughline/exchange/observation_document.hpp"

using namespace throughline;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t count)
{
    fuzz::say(parse_observation_document(fuzz::text(bytes, count)));
    return 0;
}
