// What a packet's form saves, made by a test: the same file as the browser's, sealed with the key in the packet.
#pragma once

#include <nlohmann/json.hpp>

#include "core/base/secrets.hpp"
#include "throughline/command/feedback.hpp"

namespace throughline::test {

inline report::AnswerForm form_in(const report::Document& document)
{
    for (const auto& block : document.blocks)
        if (const auto* form = std::get_if<report::AnswerForm>(&block)) return *form;
    throw std::logic_error("the document has no form");
}

inline nlohmann::json answer_to(const report::AnswerForm& form)
{
    return {{"id", "5f0e6a10-1111-4222-8333-444455556666"},
            {"observation", form.observation},
            {"answered_at_ms", 0},
            {"acknowledged", true},
            {"reply", ""},
            {"reflection", ""},
            {"self_ratings", nlohmann::json::object()}};
}

inline std::string sealed(const report::AnswerForm& form, const nlohmann::json& answer)
{
    const auto text = answer.dump();
    return nlohmann::json{{"format", "throughline-answer"},
                          {"version", 1},
                          {"packet", form.packet},
                          {"answer", text},
                          {"seal", seal_of(text, form.key)}}
               .dump(1) +
           "\n";
}

}  // namespace throughline::test
