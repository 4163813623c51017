#include "app/widget/draft_text.hpp"

#include <utility>

#include "app/widget/utf8.hpp"

namespace throughline {

DraftText::DraftText(wxTextCtrl* control, DraftKeeper& drafts) : control_(control), drafts_(drafts)
{
    control->Bind(wxEVT_TEXT, &DraftText::on_text, this);
    control->Bind(wxEVT_KILL_FOCUS, &DraftText::on_leave, this);
}

DraftText::~DraftText()
{
    leave();
    if (!control_) return;
    control_->Unbind(wxEVT_TEXT, &DraftText::on_text, this);
    control_->Unbind(wxEVT_KILL_FOCUS, &DraftText::on_leave, this);
}

void DraftText::bind(AnyId record, std::string field, const std::string& record_text, Settle settle)
{
    if (record_ != record || field_ != field) {
        leave();
        was_ = std::make_shared<std::string>();
    }
    record_ = record;
    field_ = std::move(field);
    settle_ = std::move(settle);
    show(record_text);
}

void DraftText::show(const std::string& record_text)
{
    const auto waiting = drafts_.unsettled(record_, field_);
    // While something is being typed, `was` stays what it was: the command then finds a conflict, if there is one.
    if (!waiting) *was_ = record_text;
    const auto wanted = to_wx(waiting.value_or(record_text));
    if (control_->GetValue() != wanted) control_->ChangeValue(wanted);
}

void DraftText::unbind()
{
    leave();
    record_ = {};
}

std::string DraftText::text() const { return to_utf8(control_->GetValue()); }

void DraftText::on_text(wxCommandEvent& event)
{
    event.Skip();
    if (record_.is_nil()) return;
    if (!settle_) return drafts_.typed(record_, field_, text());
    drafts_.typed(record_, field_, text(), [settle = settle_, was = was_](const std::string& typed) {
        const auto before = *was;
        *was = typed;  // before the command: its listeners show the record again
        auto done = settle(typed, before);
        if (!done) *was = before;
        return done;
    });
}

void DraftText::on_leave(wxFocusEvent& event)
{
    event.Skip();
    leave();
}

void DraftText::leave()
{
    if (!record_.is_nil()) (void)drafts_.left(record_, field_);  // trouble is told by DraftKeeper::on_trouble
}

}  // namespace throughline
