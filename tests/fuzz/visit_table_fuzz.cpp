// A mapping file, a line "===", and a table of past visits.
#include "tests/fuzz/fuzz_folder.hpp"
#include "throughline/exchange/rubric_file.hpp"
#include "throughline/exchange/visit_table.hpp"

using namespace throughline;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t count)
{
    static const fuzz::Folder folder;
    static const Rubric rubric = *parse_rubric(shipped_rubric_files()[0]);
    const auto text = fuzz::text(bytes, count);
    const auto end = text.find("\n===\n");
    const auto mapping = parse_visit_mapping(text.substr(0, end));
    fuzz::say(mapping);
    const auto table = end == std::string_view::npos ? text : text.substr(end + 5);
    const auto sheet = read_visit_sheet(folder.write("visits.csv", table));
    fuzz::say(sheet);
    if (!sheet) return 0;
    const auto guessed = guess_visit_mapping(*sheet, rubric);
    // What is guessed can be written and read again.
    if (!parse_visit_mapping(visit_mapping_json(guessed))) __builtin_trap();
    unknown_words(*sheet, guessed, rubric);
    fuzz::say(read_visits(*sheet, guessed, rubric));
    if (mapping) fuzz::say(read_visits(*sheet, *mapping, rubric));
    return 0;
}
