#include "app/viewmodel/workspace_files.hpp"

#include "throughline/base/text.hpp"
#include "throughline/query/school.hpp"

namespace throughline {

namespace fs = std::filesystem;

namespace {

bool is_this_years_sample(const Workspace& workspace)
{
    const auto settings = workspace.ask(Actor::keeper(), SchoolSettings{});
    return settings && settings->calendar.year_of(workspace.today()) != nullptr;
}

fs::path beside(const fs::path& file, const std::string& addition)
{
    auto name = file.stem();
    name += addition;
    name += file.extension();
    return file.parent_path() / name;
}

fs::path free_name(const fs::path& file)
{
    auto free = file;
    for (int number = 2; fs::exists(free); ++number) free = beside(file, " " + std::to_string(number));
    return free;
}

Result<void> put_aside(const fs::path& file, const std::string& addition)
{
    std::error_code error;
    const auto kept = free_name(beside(file, addition));
    fs::rename(file, kept, error);
    if (error)
        return fail(ErrorCode::read_only, "The old sample school {0} cannot be renamed ({1}): move it away yourself.",
                    file.string(), error.message());
    for (const char* part : {"-wal", "-shm"}) {
        // Emptied when the last connection closed; nothing is lost with them.
        fs::remove(file.string() + part, error);
    }
    return {};
}

}  // namespace

fs::path sample_file(const fs::path& data_folder) { return data_folder / "sample.throughline"; }

Result<Workspace> open_sample(const fs::path& file, const WorkspaceOptions& options,
                              const std::function<void(const SampleProgress&)>& on_progress, std::stop_token stop)
{
    const auto zone = options.zone;
    const auto today = zone->local(options.clock->now()).date();
    if (fs::exists(file)) {
        auto opened = Workspace::open(file, options);
        if (!opened || is_this_years_sample(*opened)) return opened;
        {
            const Workspace closing = std::move(*opened);
        }
        if (auto aside = put_aside(file, " until " + iso(today)); !aside) return tl::unexpected(aside.error());
    }
    std::error_code error;
    fs::create_directories(file.parent_path(), error);
    if (error)
        return fail(ErrorCode::read_only, "The folder {0} cannot be made ({1}).", file.parent_path().string(),
                    error.message());
    SampleSize size;
    size.today = today;
    if (auto written = write_sample(file, size, on_progress, stop); !written) return tl::unexpected(written.error());
    return Workspace::open(file, options);
}

fs::path proposed_file(const fs::path& folder, const std::string& school_name)
{
    std::string name(trimmed(school_name));
    for (auto& letter : name)
        if (letter == '/' || letter == '\\' || letter == ':' || static_cast<unsigned char>(letter) < ' ') letter = '-';
    if (name.empty() || name.front() == '.') name = "School" + name;
    return free_name(folder / (name + ".throughline"));
}

}  // namespace throughline
