// rules, excuse, team, tags, hours: how often, who is let off, and the groups that rules speak of.
#include <charconv>
#include <memory>

#include <fmt/format.h>

#include "app/cli/cadence_filter.hpp"
#include "app/cli/commands.hpp"
#include "app/cli/rows.hpp"
#include "app/cli/table.hpp"
#include "throughline/base/text.hpp"
#include "throughline/command/cadence.hpp"
#include "throughline/query/people.hpp"

namespace throughline::cli {
namespace {

// Whom a rule or an excusal is about; at most one is given, none means everyone.
struct ScopeOptions {
    bool everyone = false;
    std::string school;
    std::string team;
    std::string tag;
    std::string person;
};

void add_scope_options(CLI::App* command, ScopeOptions& options, bool with_person)
{
    auto* group = command->add_option_group("for whom", "Everyone, if nothing is said");
    group->add_flag("--everyone", options.everyone, "Everyone in the file");
    group->add_option("--school", options.school, "The teachers of this school")->type_name("NAME");
    group->add_option("--team", options.team, "The members of this team")->type_name("NAME");
    group->add_option("--tag", options.tag, "The people with this tag")->type_name("TAG");
    if (with_person) group->add_option("--person", options.person, "This teacher")->type_name("WHO");
    group->require_option(0, 1);
}

Result<Scope> scope_of(const OpenedFile& file, const ScopeOptions& options)
{
    Scope scope;
    if (!options.school.empty()) {
        const auto school = school_called(file, options.school);
        if (!school) return Failure(school.error());
        scope.kind = ScopeKind::school;
        scope.school = *school;
    } else if (!options.team.empty()) {
        const auto team = team_called(file, options.team);
        if (!team) return Failure(team.error());
        scope.kind = ScopeKind::team;
        scope.team = *team;
    } else if (!options.tag.empty()) {
        scope.kind = ScopeKind::tag;
        scope.tag = options.tag;
    } else if (!options.person.empty()) {
        const auto person = file.ask(ResolvePerson{options.person});
        if (!person) return Failure(person.error());
        scope.kind = ScopeKind::person;
        scope.person = person->id;
    }
    return scope;
}

struct RuleOptions {
    std::string kind;
    int count = 0;
    std::string unit = "school-days";
    std::string window = "school-year";
    std::string by;
    std::string purpose = "coaching";
    std::vector<std::string> also_counts;
    int due_soon = 1;
    std::string from;
    bool preview = false;
    ScopeOptions scope;
};

Json json_of(const CadenceRules::Row& row)
{
    auto also = Json::array();
    for (const auto purpose : row.rule.also_counts) also.push_back(name_of(purpose));
    const bool counts_visits = row.rule.kind == RuleKind::visit_count;
    return {{"id", row.rule.id.text()},
            {"kind", name_of(row.rule.kind)},
            {"for", row.scope_name},
            {"scope", name_of(row.rule.scope.kind)},
            {"purpose", name_of(row.rule.purpose)},
            {"also_counts", std::move(also)},
            {"count", row.rule.count},
            {"unit", counts_visits ? Json("visits") : Json(name_of(row.rule.unit))},
            {"window", counts_visits ? Json(name_of(row.rule.window)) : Json(nullptr)},
            {"by", cli::json_of(row.rule.by)},
            {"due_soon_school_days", row.rule.due_soon_school_days},
            {"from", cli::json_of(row.rule.from)},
            {"to", cli::json_of(row.rule.to)},
            {"in_force", row.in_force},
            {"words", row.words}};
}

Result<Reply> list_rules(const Invocation&, OpenedFile& file, bool all)
{
    const auto rows = file.ask(CadenceRules{all});
    if (!rows) return Failure(rows.error());
    Table table({"For", "Rule", "From", "To", "Id"});
    auto list = Json::array();
    for (const auto& row : *rows) {
        list.push_back(json_of(row));
        table.add({row.scope_name, row.words, row.rule.from ? iso(*row.rule.from) : "",
                   row.rule.to ? iso(*row.rule.to) : "", row.rule.id.text()});
    }
    return Reply{{{"rules", std::move(list)}}, table.empty() ? "No rule is set.\n" : table.text(), {}};
}

Result<CadenceRule> rule_of(const OpenedFile& file, const RuleOptions& options)
{
    CadenceRule rule;
    rule.kind = *parse_rule_kind(options.kind);
    rule.count = options.count;
    rule.unit = *parse_rule_unit(options.unit);
    rule.window = options.by.empty() ? *parse_count_window(options.window) : CountWindow::by_date;
    if (!options.by.empty()) rule.by = *parse_date(options.by);
    rule.purpose = *parse_purpose(options.purpose);
    for (const auto& name : options.also_counts) rule.also_counts.insert(*parse_purpose(name));
    rule.due_soon_school_days = options.due_soon;
    if (!options.from.empty()) rule.from = *parse_date(options.from);
    const auto scope = scope_of(file, options.scope);
    if (!scope) return Failure(scope.error());
    rule.scope = *scope;
    return rule;
}

Reply preview_reply(const PreviewRule::Preview& preview, Json json)
{
    Table table({"Teacher", "Now", "Then", "Due now", "Due then", "Why"});
    auto changed = Json::array();
    for (const auto& row : preview.changed) {
        table.add({row.teacher_name, std::string(name_of(row.before)), std::string(name_of(row.after)),
                   row.due_before ? iso(*row.due_before) : "", row.due_after ? iso(*row.due_after) : "", row.reason});
        changed.push_back({{"teacher", {{"id", row.teacher.text()}, {"name", row.teacher_name}}},
                           {"before", name_of(row.before)},
                           {"after", name_of(row.after)},
                           {"due_before", cli::json_of(row.due_before)},
                           {"due_after", cli::json_of(row.due_after)}});
    }
    json["people"] = preview.people;
    json["newly_overdue"] = preview.newly_overdue;
    json["changed"] = std::move(changed);
    return {std::move(json),
            fmt::format("About {}; {} would become overdue, {} would change.\n{}", counted(preview.people, "teacher"),
                        preview.newly_overdue, preview.changed.size(), table.empty() ? "" : table.text()),
            {}};
}

Result<Reply> set_rule(const Invocation&, OpenedFile& file, const RuleOptions& options)
{
    const auto rule = rule_of(file, options);
    if (!rule) return Failure(rule.error());
    const auto preview = file.ask(PreviewRule{*rule});
    if (!preview) return Failure(preview.error());
    if (options.preview) return preview_reply(*preview, Json::object());
    const auto set = file.execute(SetCadenceRule{*rule});
    if (!set) return Failure(set.error());
    auto reply = preview_reply(*preview, {{"id", set->value.text()}, {"words", words_of(*rule)}});
    reply.text = fmt::format("Set {}: {}.\n", set->value.text(), words_of(*rule));
    if (preview->newly_overdue > 0)
        reply.text += fmt::format("{} became overdue by it.\n", counted(preview->newly_overdue, "teacher"));
    return reply;
}

Result<Reply> end_rule(const Invocation&, OpenedFile& file, const std::string& typed, const std::string& from)
{
    const auto id = parse_typed_id<CadenceRuleId>(typed);
    if (!id) return Failure(id.error());
    EndCadenceRule end{*id, {}};
    if (!from.empty()) end.ends_before = *parse_date(from);
    if (const auto done = file.execute(end); !done) return Failure(done.error());
    return Reply{{{"id", id->text()}}, "Ended; the more general rule holds.\n", {}};
}

struct ExcuseOptions {
    std::string who;
    ScopeOptions scope;
    std::string from;
    std::string to;
    std::string reason;
};

Result<Reply> excuse(const Invocation&, OpenedFile& file, ExcuseOptions options)
{
    options.scope.person = options.who;
    auto scope = scope_of(file, options.scope);
    if (!scope) return Failure(scope.error());
    if (scope->kind == ScopeKind::everyone && !options.scope.everyone)
        return fail(ErrorCode::invalid, "Say who is excused: a person's name, --school, --team, --tag or --everyone.");
    Excusal excusal;
    excusal.scope = *scope;
    excusal.from = *parse_date(options.from);
    excusal.to = *parse_date(options.to);
    excusal.reason = options.reason;
    const auto made = file.execute(Excuse{excusal});
    if (!made) return Failure(made.error());
    return Reply{
        {{"id", made->value.text()}, {"from", options.from}, {"to", options.to}, {"reason", options.reason}},
        fmt::format("Excused from {} to {}: {} ({}).\n", options.from, options.to, options.reason, made->value.text()),
        {}};
}

Result<Reply> list_excusals(const Invocation&, OpenedFile& file, bool all)
{
    const auto rows = file.ask(Excusals{all});
    if (!rows) return Failure(rows.error());
    Table table({"Who", "From", "To", "Reason", "Id"});
    auto list = Json::array();
    for (const auto& [excusal, name] : *rows) {
        table.add({name, iso(excusal.from), iso(excusal.to), excusal.reason, excusal.id.text()});
        list.push_back({{"id", excusal.id.text()},
                        {"for", name},
                        {"from", iso(excusal.from)},
                        {"to", iso(excusal.to)},
                        {"reason", excusal.reason}});
    }
    return Reply{{{"excusals", std::move(list)}}, table.empty() ? "Nobody is excused.\n" : table.text(), {}};
}

Result<Reply> end_excusal(const Invocation&, OpenedFile& file, const std::string& typed, const std::string& back_on)
{
    const auto id = parse_typed_id<ExcusalId>(typed);
    if (!id) return Failure(id.error());
    EndExcusal end{*id, {}};
    if (!back_on.empty()) end.back_on = *parse_date(back_on);
    if (const auto done = file.execute(end); !done) return Failure(done.error());
    return Reply{{{"id", id->text()}}, "They count again.\n", {}};
}

struct TeamOptions {
    std::string name;
    std::string school;
    std::vector<std::string> members;
};

Result<Reply> set_team(const Invocation&, OpenedFile& file, const TeamOptions& options)
{
    SetTeam set;
    set.name = options.name;
    if (!options.school.empty()) {
        const auto school = school_called(file, options.school);
        if (!school) return Failure(school.error());
        set.school = *school;
    }
    const auto groups = file.ask(Groups{});
    if (!groups) return Failure(groups.error());
    for (const auto& row : groups->teams)
        if (folded(row.team.name) == folded(options.name) && (set.school.is_nil() || row.team.school == set.school)) {
            set.team = row.team.id;
            set.school = row.team.school;
        }
    for (const auto& member : options.members) {
        const auto person = file.ask(ResolvePerson{member});
        if (!person) return Failure(person.error());
        set.members.push_back(person->id);
    }
    const auto made = file.execute(set);
    if (!made) return Failure(made.error());
    return Reply{{{"id", made->value.text()}, {"name", options.name}, {"members", set.members.size()}},
                 fmt::format("Team {} has {}.\n", options.name,
                             counted(static_cast<std::int64_t>(set.members.size()), "member")),
                 {}};
}

Result<Reply> list_groups(const Invocation&, OpenedFile& file)
{
    const auto groups = file.ask(Groups{});
    if (!groups) return Failure(groups.error());
    Table table({"Group", "Members"});
    auto teams = Json::array();
    for (const auto& row : groups->teams) {
        std::vector<std::string> names;
        for (const auto& member : row.members) names.push_back(member.person.name());
        table.add({"team " + row.team.name, join(names, ", ")});
        teams.push_back({{"id", row.team.id.text()}, {"name", row.team.name}, {"members", names}});
    }
    auto tags = Json::object();
    for (const auto& [tag, people] : groups->tags) {
        table.add({"tag " + tag, counted(static_cast<std::int64_t>(people.size()), "person")});
        tags[tag] = people.size();
    }
    return Reply{{{"teams", std::move(teams)}, {"tags", std::move(tags)}},
                 table.empty() ? "No team and no tag yet.\n" : table.text(),
                 {}};
}

Result<Reply> set_tags(const Invocation&, OpenedFile& file, const std::string& who,
                       const std::vector<std::string>& tags)
{
    const auto person = file.ask(ResolvePerson{who});
    if (!person) return Failure(person.error());
    if (const auto done = file.execute(SetPersonTags{person->id, tags}); !done) return Failure(done.error());
    return Reply{{{"person", person->id.text()}, {"tags", tags}},
                 fmt::format("{}: {}.\n", person->name(), tags.empty() ? "no tag" : join(tags, ", ")),
                 {}};
}

Result<Reply> set_hours(const Invocation&, OpenedFile& file, const std::string& who, double hours)
{
    const auto person = file.ask(ResolvePerson{who});
    if (!person) return Failure(person.error());
    if (const auto done = file.execute(SetObserverTime{person->id, hours}); !done) return Failure(done.error());
    return Reply{{{"observer", person->id.text()}, {"hours_per_week", hours}},
                 fmt::format("{} has {} hours a week for visits and debriefs.\n", person->name(), hours),
                 {}};
}

void add_rules(CommandSet& commands, CLI::App* app)
{
    auto* rules = app->add_subcommand("rules", "How often, and how soon after");
    rules->require_subcommand(1);
    const auto all = std::make_shared<bool>(false);
    commands
        .add_for_file(
            rules, "list", "The rules that hold today",
            [all](const Invocation& invocation, OpenedFile& file) { return list_rules(invocation, file, *all); })
        ->add_flag("--all", *all, "Ended and future versions, too");
    const auto options = std::make_shared<RuleOptions>();
    auto* set = commands.add_for_file(
        rules, "set", "Set a rule from a day on; the one before it ends, and what was on time stays on time",
        [options](const Invocation& invocation, OpenedFile& file) { return set_rule(invocation, file, *options); });
    set->add_option("KIND", options->kind,
                    "visit-interval, visit-count, share-after, debrief-after, step-check-after, conference-before, "
                    "conference-after")
        ->required()
        ->check(CLI::IsMember({"visit-interval", "visit-count", "share-after", "debrief-after", "step-check-after",
                               "conference-before", "conference-after"}))
        ->type_name("");
    set->add_option("N", options->count, "School days, school weeks or hours; visits for visit-count")
        ->required()
        ->check(is_whole_number(0))
        ->type_name("");
    set->add_option("--unit", options->unit, "school-days, school-weeks or hours")
        ->check(CLI::IsMember({"school-days", "school-weeks", "hours"}));
    set->add_option("--window", options->window, "For visit-count: school-year or term")
        ->check(CLI::IsMember({"school-year", "term"}));
    set->add_option("--by", options->by, "For visit-count: by this day")->check(is_date())->type_name("DATE");
    const auto purposes = CLI::IsMember({"coaching", "evaluation", "walkthrough", "peer", "calibration", "self"});
    set->add_option("--purpose", options->purpose, "Visits of this purpose; coaching if left out")->check(purposes);
    set->add_option("--also-counts", options->also_counts, "Purposes that satisfy it (or that it speaks of), too")
        ->delimiter(',')
        ->check(purposes);
    set->add_option("--due-soon", options->due_soon, "School days before, it is due soon")->check(is_whole_number(0));
    set->add_option("--from", options->from, "The first day on which it holds; today if left out")
        ->check(is_date())
        ->type_name("DATE");
    set->add_flag("--preview", options->preview, "Say who would stand otherwise, and write nothing");
    add_scope_options(set, options->scope, true);
    const auto ended = std::make_shared<std::pair<std::string, std::string>>();
    auto* end =
        commands.add_for_file(rules, "end", "End a rule", [ended](const Invocation& invocation, OpenedFile& file) {
            return end_rule(invocation, file, ended->first, ended->second);
        });
    end->add_option("ID", ended->first, "As 'rules list' shows it")->required()->type_name("");
    end->add_option("--from", ended->second, "The first day without it; today if left out")
        ->check(is_date())
        ->type_name("DATE");
}

void add_excusals(CommandSet& commands, CLI::App* app)
{
    auto* excusals = app->add_subcommand("excuse", "Leave, testing week, not this term: days that do not count");
    excusals->require_subcommand(1);
    const auto options = std::make_shared<ExcuseOptions>();
    auto* add = commands.add_for_file(
        excusals, "add", "Excuse somebody, or a group, for some days",
        [options](const Invocation& invocation, OpenedFile& file) { return excuse(invocation, file, *options); });
    add->add_option("WHO", options->who, "A teacher; leave out for a group")->type_name("");
    add->add_option("--from", options->from, "The first day")->required()->check(is_date())->type_name("DATE");
    add->add_option("--to", options->to, "The last day")->required()->check(is_date())->type_name("DATE");
    add->add_option("--reason", options->reason, "Why; shown beside the state")->required()->type_name("TEXT");
    add_scope_options(add, options->scope, false);
    const auto all = std::make_shared<bool>(false);
    commands
        .add_for_file(
            excusals, "list", "Who is or will be excused",
            [all](const Invocation& invocation, OpenedFile& file) { return list_excusals(invocation, file, *all); })
        ->add_flag("--all", *all, "Past ones, too");
    const auto ended = std::make_shared<std::pair<std::string, std::string>>();
    auto* end = commands.add_for_file(excusals, "end", "They are back sooner",
                                      [ended](const Invocation& invocation, OpenedFile& file) {
                                          return end_excusal(invocation, file, ended->first, ended->second);
                                      });
    end->add_option("ID", ended->first, "As 'excuse list' shows it")->required()->type_name("");
    end->add_option("--back-on", ended->second, "The first day they are back; today if left out")
        ->check(is_date())
        ->type_name("DATE");
}

void add_groups(CommandSet& commands, CLI::App* app)
{
    auto* groups = app->add_subcommand("groups", "Teams and tags that rules, excusals and filters speak of");
    groups->require_subcommand(1);
    commands.add_for_file(groups, "list", "Teams with their members, and tags", list_groups);
    const auto team = std::make_shared<TeamOptions>();
    auto* set = commands.add_for_file(
        groups, "team", "Make a team, or say who its members are from now on",
        [team](const Invocation& invocation, OpenedFile& file) { return set_team(invocation, file, *team); });
    set->add_option("NAME", team->name, "The team's name")->required()->type_name("");
    set->add_option("--member", team->members, "A member; several times")->type_name("WHO");
    set->add_option("--school", team->school, "Its school; the first one if left out")->type_name("NAME");
    const auto tagged = std::make_shared<std::pair<std::string, std::vector<std::string>>>();
    auto* tags = commands.add_for_file(groups, "tags", "Set all tags of a person",
                                       [tagged](const Invocation& invocation, OpenedFile& file) {
                                           return set_tags(invocation, file, tagged->first, tagged->second);
                                       });
    tags->add_option("WHO", tagged->first, "A person")->required()->type_name("");
    tags->add_option("TAG", tagged->second, "All tags from now on; none takes them away")->type_name("");
    const auto hours = std::make_shared<std::pair<std::string, double>>();
    auto* time = commands.add_for_file(groups, "hours", "How many hours a week an observer has",
                                       [hours](const Invocation& invocation, OpenedFile& file) {
                                           return set_hours(invocation, file, hours->first, hours->second);
                                       });
    time->add_option("WHO", hours->first, "An observer")->required()->type_name("");
    time->add_option("HOURS", hours->second, "Hours a week")->required()->type_name("");
}

}  // namespace

void add_rule_commands(CommandSet& commands, CLI::App* app)
{
    add_rules(commands, app);
    add_excusals(commands, app);
    add_groups(commands, app);
}

}  // namespace throughline::cli
