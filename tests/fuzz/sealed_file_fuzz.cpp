// Sealed backups. The passphrase is made costly on purpose, so only what stands before it is fuzzed: a header that asks
// for it is cut down to the least cost that the format allows.
#include "core/base/sealed_file.hpp"
#include "tests/fuzz/fuzz_folder.hpp"

using namespace throughline;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t count)
{
    static const fuzz::Folder folder;
    folder.clear();
    std::string text(fuzz::text(bytes, count));
    constexpr std::size_t costs_at = 8 + 1 + 16;
    if (text.size() > costs_at + 16) {
        const char least[16] = {1, 0, 0, 0, 0, 0, 0, 0, 0, 32, 0, 0, 0, 0, 0, 0};  // one pass over 8 kB
        text.replace(costs_at, sizeof least, least, sizeof least);
    }
    const auto file = folder.write("sealed.throughline-sealed", text);
    has_seal({bytes, count});
    fuzz::say(unseal_file(file, folder.path() / "plain", "correct horse battery"));
    return 0;
}
