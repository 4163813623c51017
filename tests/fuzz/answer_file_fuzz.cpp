// What teachers answer to a packet: an answer file, or a mail with one in it.
#include "core/exchange/answer_file.hpp"
#include "tests/fuzz/fuzz_folder.hpp"

using namespace throughline;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t count)
{
    fuzz::say(parse_sealed_answer(fuzz::text(bytes, count)));
    return 0;
}
