// What begins soon: said in the notice bar, and to the desktop if it shows notifications. Never the only channel: Today
// has it all.
#include <wx/config.h>
#include <wx/notifmsg.h>

#include "app/shell/frame.hpp"
#include "app/shell/reminder_setting.hpp"
#include "app/viewmodel/reminders_view_model.hpp"
#include "app/widget/notice_bar.hpp"
#include "app/widget/utf8.hpp"
#include "throughline/base/text.hpp"

namespace throughline {

namespace {

constexpr const char* setting = "reminder_minutes";
constexpr int soon_minutes = 5;
constexpr int later_minutes = 15;

}  // namespace

int reminder_lead_minutes()
{
    const auto* config = wxConfigBase::Get();
    return config ? static_cast<int>(config->ReadLong(setting, RemindersViewModel::lead_minutes_default))
                  : RemindersViewModel::lead_minutes_default;
}

void set_reminder_lead_minutes(int minutes)
{
    if (auto* config = wxConfigBase::Get()) config->Write(setting, static_cast<long>(minutes));
}

void Frame::remind()
{
    if (!reminders_) return;
    reminders_->set_lead(reminder_lead_minutes());
    const auto due = reminders_->take(place_.page == PageId::observe);
    if (!accept(due) || due->empty()) return;
    reminded_.clear();
    std::vector<std::string> lines;
    for (const auto& reminder : *due) {
        reminded_.push_back(reminder.id);
        lines.push_back(reminder.words);
    }
    const auto words = join(lines, "\n");
    notice_->say(words, Tone::calm, {"Again in 5 minutes", [this] { remind_again(soon_minutes); }});
    wxNotificationMessage("Throughline", to_wx(words), this).Show();
}

void Frame::remind_again(int minutes)
{
    if (!reminders_) return;
    for (const auto& id : reminded_) reminders_->snooze(id, minutes);
    reminded_.clear();
    notice_->dismiss();
}

std::vector<MenuCommand> Frame::reminder_commands()
{
    const auto was_reminded = [this] { return has_document() && !reminded_.empty(); };
    return {
        {"visit.remind_soon",
         "Visit",
         "Remind me again in 5 minutes",
         "",
         "What begins soon is said once more",
         [this] { remind_again(soon_minutes); },
         was_reminded,
         {},
         true},
        {"visit.remind_later", "Visit", "Remind me again in 15 minutes", "", "What begins soon is said once more",
         [this] { remind_again(later_minutes); }, was_reminded},
    };
}

}  // namespace throughline
