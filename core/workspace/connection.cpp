#include "throughline/connection.hpp"

#include "core/workspace/session.hpp"

namespace throughline {

OpenAnother another(const Workspace& workspace)
{
    const auto& session = WorkspaceInside::session(workspace);
    auto options = session.options;
    options.ids.reset();  // an id source is one thread's
    return [file = session.file, options = std::move(options),
            person = session.signed_in](std::stop_token stop) -> Result<Workspace> {
        auto opened = Workspace::open(file, options);
        if (!opened) return opened;
        auto& its = WorkspaceInside::session(*opened);
        its.signed_in = person;
        its.database.stop_on(std::move(stop));
        return opened;
    };
}

Result<void> reconnect(Workspace& workspace)
{
    auto& old = WorkspaceInside::session(workspace);
    auto opened = Workspace::open(old.file, old.options);
    if (!opened) return Failure(opened.error());
    auto& its = WorkspaceInside::session(*opened);
    std::swap(its.session_name, old.session_name);  // drafts are kept by it; the other name ends with the old session
    its.signed_in = old.signed_in;
    its.wrong_names = std::move(old.wrong_names);
    its.looked_at = std::exchange(old.looked_at, {});
    its.seen_data_version = 0;  // somebody may have written meanwhile
    workspace = std::move(*opened);
    return {};
}

}  // namespace throughline
