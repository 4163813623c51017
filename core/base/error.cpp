#include "throughline/base/error.hpp"

namespace throughline {

std::string fill(std::string_view message, const std::vector<std::string>& arguments)
{
    std::string text;
    for (std::size_t i = 0; i < message.size(); ++i) {
        const bool is_place = message[i] == '{' && i + 2 < message.size() && message[i + 2] == '}' &&
                              message[i + 1] >= '0' && message[i + 1] <= '9';
        const auto number = is_place ? static_cast<std::size_t>(message[i + 1] - '0') : 0;
        if (is_place && number < arguments.size()) {
            text += arguments[number];
            i += 2;
        } else {
            text += message[i];
        }
    }
    return text;
}

std::string Error::text() const
{
    const auto sentence = fill(message, arguments);
    return place.empty() ? sentence : place + ": " + sentence;
}

Failure bad_input(std::string place, std::string message, std::vector<std::string> arguments)
{
    return Failure(Error{ErrorCode::bad_input, std::move(message), std::move(arguments), std::move(place), {}});
}

}  // namespace throughline
