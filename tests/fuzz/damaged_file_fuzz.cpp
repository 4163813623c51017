// Workspace files that are damaged: looked at, copied and recovered.
#include "core/store/backup.hpp"
#include "core/store/database.hpp"
#include "core/store/open_file.hpp"
#include "core/store/recover.hpp"
#include "tests/fuzz/fuzz_folder.hpp"

using namespace throughline;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t count)
{
    static const fuzz::Folder folder;
    folder.clear();
    const auto file = folder.write("damaged.throughline", fuzz::text(bytes, count));
    fuzz::say(store::inspect_file(file));
    fuzz::say(store::guarded(file, [&] { return store::copy_workspace(file, folder.path() / "copy.throughline"); }));
    fuzz::say(
        store::guarded(file, [&] { return store::recover(file, folder.path() / "saved.throughline", Progress()); }));
    return 0;
}
