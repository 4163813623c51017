#include "app/viewmodel/unlocking_view_model.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "app/viewmodel/feedback_reading.hpp"
#include "app/viewmodel/visit_wording.hpp"
#include "throughline/base/text.hpp"
#include "throughline/command/unlocking.hpp"

namespace throughline {

UnlockingViewModel::UnlockingViewModel(Document& document, ObservationId visit, bool is_shared)
    : document_(document), visit_(visit), is_shared_(is_shared)
{}

Result<void> UnlockingViewModel::load()
{
    auto rows = document_.ask(Unlockings{visit_});
    if (!rows) return tl::unexpected(rows.error());
    rows_ = std::move(*rows);
    own_name_.clear();
    if (!document_.actor().person) return {};
    const auto me = document_.ask(Me{});
    if (me) own_name_ = me->name();
    return {};
}

std::string UnlockingViewModel::signature_words(const std::string& name, const Signature& signature) const
{
    if (!signature.at) return name + " has not signed";
    return fmt::format("{} signed on {}", name,
                       spoken_date(document_.zone().local(*signature.at).date(), document_.today()));
}

ReadingText UnlockingViewModel::text() const
{
    ReadingText text;
    if (rows_.empty())
        return {plain_paragraph("What was shared is locked. If something in it is wrong, you two can agree to open it "
                                "again: one asks and says why, both sign, and the observer puts it right and shares it "
                                "once more."),
                quiet_paragraph("What had been given stays readable for both, word for word. So do the answers and the "
                                "amendments. For a few words an amendment is quicker.")};
    for (const auto& row : rows_) {
        const auto& unlocking = row.unlocking;
        const auto asked_on = document_.zone().local(unlocking.asked_at).date();
        text.push_back(heading_paragraph(sentence_case(row.state)));
        text.push_back(plain_paragraph(fmt::format("{} asked on {}: {}", row.asked_by_name,
                                                   spoken_date(asked_on, document_.today()), unlocking.reason)));
        text.push_back(quiet_paragraph(signature_words(row.teacher_name, unlocking.teacher_signature) + ". " +
                                       signature_words(row.observer_name, unlocking.observer_signature) + "."));
        if (!row.given) continue;
        text.push_back(subheading_paragraph("What had been given before"));
        for (auto& paragraph : reading_text(feedback_blocks(*row.given)))
            if (paragraph.rank != Paragraph::Rank::heading) text.push_back(std::move(paragraph));
    }
    return text;
}

const Unlockings::Row* UnlockingViewModel::waiting() const
{
    const auto found = std::find_if(rows_.begin(), rows_.end(), [](const Unlockings::Row& row) {
        return row.unlocking.state == UnlockingState::asked;
    });
    return found == rows_.end() ? nullptr : &*found;
}

bool UnlockingViewModel::may_ask() const { return is_shared_ && waiting() == nullptr; }

std::optional<PersonId> UnlockingViewModel::signing_party() const
{
    const auto* row = waiting();
    if (!row) return std::nullopt;
    std::vector<PersonId> missing;
    if (!row->unlocking.teacher_signature.at) missing.push_back(row->teacher);
    if (!row->unlocking.observer_signature.at) missing.push_back(row->observer);
    if (missing.empty()) return std::nullopt;
    const auto& me = document_.actor().person;
    const auto own = std::find_if(missing.begin(), missing.end(), [&](PersonId party) { return me && *me == party; });
    return own == missing.end() ? missing.front() : *own;
}

std::optional<std::string> UnlockingViewModel::signer() const
{
    const auto party = signing_party();
    if (!party) return std::nullopt;
    return *party == waiting()->teacher ? waiting()->teacher_name : waiting()->observer_name;
}

std::optional<std::string> UnlockingViewModel::own_name() const
{
    return own_name_.empty() ? std::nullopt : std::optional(own_name_);
}

Result<std::string> UnlockingViewModel::done()
{
    if (auto again = load(); !again) return tl::unexpected(again.error());
    if (rows_.empty()) return std::string();
    is_shared_ = rows_.front().unlocking.state != UnlockingState::open;
    return sentence_case(rows_.front().state) + ".";
}

Result<std::string> UnlockingViewModel::ask(const std::string& reason, const std::string& signature)
{
    const auto asked = document_.execute(AskToUnlock{visit_, reason, signature});
    if (!asked) return tl::unexpected(asked.error());
    return done();
}

Result<std::string> UnlockingViewModel::sign(const std::string& signature)
{
    const auto party = signing_party();
    if (!party) return fail(ErrorCode::wrong_state, "There is nothing to sign.");
    const auto signed_now = document_.execute(SignUnlocking{waiting()->unlocking.id, *party, signature});
    if (!signed_now) return tl::unexpected(signed_now.error());
    return done();
}

Result<std::string> UnlockingViewModel::decline()
{
    const auto* row = waiting();
    if (!row) return fail(ErrorCode::wrong_state, "Nobody asks to open this visit.");
    const auto declined = document_.execute(DeclineUnlocking{row->unlocking.id});
    if (!declined) return tl::unexpected(declined.error());
    return done();
}

}  // namespace throughline
