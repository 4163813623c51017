// How long before it begins a person is reminded of what is planned: a setting of this computer, not of the file.
#pragma once

namespace throughline {

int reminder_lead_minutes();  // 0: no reminders
void set_reminder_lead_minutes(int minutes);

}  // namespace throughline
