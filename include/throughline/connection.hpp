// Connections to a workspace's file besides the one that is open: another for a worker, and a new one in place of one
// that died.
//
// Used by the window. Work that may take longer than a frame runs on a thread and a connection of its own, with the
// same clock and zone, signed in as the same person. Promises: `another` itself opens nothing, and what it gives can be
// called on any thread, as often as wanted; the workspace is then used from one thread. Once the stop is asked for, a
// command or question that runs on it ends as `cancelled`, and the command has changed nothing. Whoever signs in or out
// later changes nothing for it.
#pragma once

#include <functional>
#include <stop_token>

#include "throughline/workspace.hpp"

namespace throughline {

using OpenAnother = std::function<Result<Workspace>(std::stop_token)>;
[[nodiscard]] OpenAnother another(const Workspace& workspace);

// After a drive was pulled out and put back, its old connection stays dead: a new one takes its place. Who has signed
// in and whose drafts are whose stays as it was. On an error (the drive is still away) the workspace is as before.
[[nodiscard]] Result<void> reconnect(Workspace& workspace);

}  // namespace throughline
