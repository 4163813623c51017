#include "app/shell/idle_watch.hpp"

#include <wx/config.h>
#include <wx/event.h>

namespace throughline {

namespace {

constexpr const char* setting = "lock_after_minutes";

}  // namespace

IdleWatch::IdleWatch() { wxEvtHandler::AddFilter(this); }
IdleWatch::~IdleWatch() { wxEvtHandler::RemoveFilter(this); }

int IdleWatch::FilterEvent(wxEvent& event)
{
    const auto type = event.GetEventType();
    if (type == wxEVT_CHAR_HOOK || type == wxEVT_KEY_DOWN || type == wxEVT_MOTION || type == wxEVT_LEFT_DOWN ||
        type == wxEVT_MOUSEWHEEL || type == wxEVT_TEXT)
        since_.Start();
    return Event_Skip;
}

int lock_after_minutes()
{
    const auto* config = wxConfigBase::Get();
    return config ? static_cast<int>(config->ReadLong(setting, lock_after_minutes_default))
                  : lock_after_minutes_default;
}

void set_lock_after_minutes(int minutes)
{
    if (auto* config = wxConfigBase::Get()) config->Write(setting, static_cast<long>(minutes));
}

}  // namespace throughline
