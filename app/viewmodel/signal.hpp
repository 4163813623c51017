// Signal: tells listeners that something happened. A connection ends with its owner, so a closed panel is never called.
//
// Used by Document and the view-models. Single-threaded. A listener may connect, disconnect or emit while it is called.
#pragma once

#include <functional>
#include <memory>
#include <utility>
#include <vector>

namespace throughline {

// Keep it as a member; letting it go ends the listening.
using Connection = std::shared_ptr<void>;

template <class... Args>
class Signal {
public:
    [[nodiscard]] Connection connect(std::function<void(Args...)> listener)
    {
        auto slot = std::make_shared<Slot>(std::move(listener));
        slots_.push_back(slot);
        return slot;
    }

    void emit(Args... args)
    {
        std::erase_if(slots_, [](const std::weak_ptr<Slot>& slot) { return slot.expired(); });
        const auto slots = slots_;  // a listener may change the list
        for (const auto& weak : slots)
            if (const auto slot = weak.lock()) (*slot)(args...);
    }

private:
    using Slot = std::function<void(Args...)>;
    std::vector<std::weak_ptr<Slot>> slots_;
};

}  // namespace throughline
