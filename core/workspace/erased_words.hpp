// What a history says of a change whose words are gone: "(purged under the retention rules on Mon 5 Oct)".
#pragma once

#include <map>
#include <optional>
#include <string>

#include "core/workspace/session.hpp"
#include "throughline/model/retention.hpp"

namespace throughline {

class ErasedWords {
public:
    explicit ErasedWords(Context& context);
    // Nothing for a change that still has its words.
    [[nodiscard]] std::string on(const std::optional<Instant>& erased_at) const;

private:
    Context& context_;
    std::map<Instant, PurgeKind> purges_;
};

}  // namespace throughline
