// The commands of throughline-cli, by group. Each group adds its commands to the command line; the one that was called
// is kept in `CommandSet::chosen` and runs after the whole command line was found to be right.
#pragma once

#include <functional>
#include <limits>
#include <string>

#include <CLI/CLI.hpp>

#include "app/cli/invocation.hpp"

namespace throughline::cli {

class CommandSet {
public:
    using Command = std::function<Result<Reply>(const Invocation&)>;
    using FileCommand = std::function<Result<Reply>(const Invocation&, OpenedFile&)>;

    // A command that needs no workspace, or may do without.
    CLI::App* add(CLI::App* parent, const std::string& name, const std::string& description, Command command);
    // A command on the workspace that --workspace names.
    CLI::App* add_for_file(CLI::App* parent, const std::string& name, const std::string& description,
                           FileCommand command);

    [[nodiscard]] const Command& chosen() const { return chosen_; }
    [[nodiscard]] bool needs_workspace() const { return needs_workspace_; }

private:
    Command chosen_;
    bool needs_workspace_ = false;
};

void add_file_commands(CommandSet& commands, CLI::App* app);         // new, sample, undo, redo
void add_backup_commands(CommandSet& commands, CLI::App* app);       // backup, restore, recover, check
void add_roster_commands(CommandSet& commands, CLI::App* app);       // import roster
void add_rubric_commands(CommandSet& commands, CLI::App* app);       // rubric list, show, validate, add
void add_observation_commands(CommandSet& commands, CLI::App* app);  // observe, share, debrief, step check
void add_question_commands(CommandSet& commands, CLI::App* app);     // today, follow-ups, search
void add_cadence_commands(CommandSet& commands, CLI::App* app);      // cadence, who-next, follow-through
void add_rule_commands(CommandSet& commands, CLI::App* app);         // rules, excuse, groups
void add_schedule_commands(CommandSet& commands, CLI::App* app);     // plan
void add_period_commands(CommandSet& commands, CLI::App* plan);      // plan periods
void add_calendar_commands(CommandSet& commands, CLI::App* app);     // calendar import, export
void add_packet_commands(CommandSet& commands, CLI::App* app);       // packet, answer, show
void add_respond_command(CommandSet& commands, CLI::App* app);       // respond
void add_wall_commands(CommandSet& commands, CLI::App* app);         // sharing-agreement, who-opened, account
void add_unlock_commands(CommandSet& commands, CLI::App* app);       // unlock
void add_goal_commands(CommandSet& commands, CLI::App* app);         // goal
void add_request_commands(CommandSet& commands, CLI::App* app);      // request, policy
void add_rollover_commands(CommandSet& commands, CLI::App* app);     // rollover
void add_history_command(CommandSet& commands, CLI::App* app);       // history
void add_analyse_commands(CommandSet& commands, CLI::App* app);      // analyse growth, agreement, trend
void add_growth_commands(CommandSet& commands, CLI::App* app);       // growth, reliability, heat-map, growth-rule
void add_calibration_commands(CommandSet& commands, CLI::App* app);  // calibration, agreement
void add_leaving_commands(CommandSet& commands, CLI::App* app);      // export, import workspace
void add_visit_import_command(CommandSet& commands, CLI::App* app);  // import observations
void add_retention_commands(CommandSet& commands, CLI::App* app);    // retention, erase
void add_bench_command(CommandSet& commands, CLI::App* app);         // bench
void add_demo_command(CommandSet& commands, CLI::App* app);          // demo
void add_help_command(CommandSet& commands, CLI::App* app);          // help

// What CLI11 asks of an option's text: nothing if it is good, else the sentence that goes into the usage error.
CLI::Validator is_date();
CLI::Validator is_local_time();  // "2026-10-05T09:10", or "09:10" for today
CLI::Validator is_whole_number(int min = std::numeric_limits<int>::min(), int max = std::numeric_limits<int>::max());

}  // namespace throughline::cli
