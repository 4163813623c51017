#include "core/report/visit_sections.hpp"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "core/report/packet_words.hpp"
#include "throughline/base/text.hpp"
#include "throughline/exchange/feedback_text.hpp"
#include "throughline/model/script_line.hpp"

namespace throughline::report {
namespace {

using Detail = ObservationDetail::Detail;
using Look = Paragraph::Look;

class Sections {
public:
    Sections(const Detail& visit, const SectionLook& look) : visit_(visit), look_(look) {}

    std::vector<Block> take()
    {
        section("What worked", visit_.observation.strength, Look::lead);
        add_step();
        section("To grow", visit_.observation.growth_area, Look::plain);
        add_last_step();
        add_evidence();
        add_ratings();
        add_amendments();
        add_responses();
        return std::move(blocks_);
    }

private:
    void heading(std::string text) { blocks_.emplace_back(Heading{look_.heading_level, std::move(text)}); }
    void paragraph(std::string text, Look look = Look::plain)
    {
        blocks_.emplace_back(Paragraph{std::move(text), look});
    }
    // Nothing is said about what was left blank.
    void section(const std::string& title, const std::string& text, Look look)
    {
        if (trimmed(text).empty()) return;
        heading(title);
        paragraph(std::string(trimmed(text)), look);
    }

    void add_step()
    {
        if (visit_.step) {
            section("One step to try", visit_.step->text, Look::lead);
            if (!visit_.step->indicators.empty())
                paragraph("For " + row_names(visit_.rubric, visit_.step->indicators), Look::quiet);
            if (visit_.step->check_on) paragraph("We look back at it on " + day_words(*visit_.step->check_on) + ".");
        }
        if (visit_.debrief && !visit_.debrief->held_at && !visit_.debrief->is_skipped()) {
            // Without a step it would stand under what worked.
            if (!visit_.step || trimmed(visit_.step->text).empty()) heading("Our conversation");
            paragraph("We talk about this visit by " + day_words(visit_.debrief->due_on) + ".");
        }
    }

    void add_last_step()
    {
        const auto result = parse_step_result(visit_.observation.pinned_result);
        if (!result || !visit_.pinned_step) return;
        heading("Last time's step");
        paragraph(fmt::format("{} ({} in this visit)", visit_.pinned_step->step.text, step_result_words(*result)));
    }

    void add_evidence()
    {
        List list;
        for (const auto& line : visit_.evidence) {
            if (line.is_private) continue;
            List::Item item{spoken_elapsed(line.elapsed_ms), {}, {}};
            if (line.speaker != Speaker::none) item.text = speaker_name(line.speaker) + ": ";
            item.text += evidence_words(line);
            item.note = look_.in_full ? row_names(visit_.rubric, line.indicators) : join(line.indicators, ", ");
            list.items.push_back(std::move(item));
        }
        if (list.items.empty()) return;
        heading("What was seen");
        blocks_.emplace_back(std::move(list));
    }

    // The words of a rubric that must not leave the school are not in what leaves it.
    std::string descriptor(const Rating& rating) const
    {
        if (!look_.in_full || !visit_.rubric.shareable) return {};
        const auto* node = visit_.rubric.node(rating.code);
        return node ? std::string(visit_.rubric.descriptor(*node, rating.level)) : std::string();
    }

    // The teacher's own levels, the latest on each row.
    std::map<std::string, Rating> own_ratings() const
    {
        std::map<std::string, Rating> ratings;
        for (const auto& response : visit_.responses)
            if (response.rating) ratings.insert_or_assign(response.rating->code, *response.rating);
        return ratings;
    }

    Table ratings_table() const
    {
        Table table{"Levels on this visit: " + rubric_words(visit_.rubric), {"Row", "Level"}, {}, true, {3, 2}};
        std::vector<std::string> descriptors;
        for (const auto& rating : visit_.ratings) {
            if (rating.mark != Mark::level) continue;
            table.rows.push_back({row_name(visit_.rubric, rating.code), rating_words(visit_.rubric, rating)});
            descriptors.push_back(descriptor(rating));
        }
        if (std::ranges::all_of(descriptors, &std::string::empty)) return table;
        table.heads.emplace_back("What the level means");
        table.shares.push_back(5);
        for (std::size_t row = 0; row < descriptors.size(); ++row) table.rows[row].push_back(descriptors[row]);
        return table;
    }

    // The observer's level and the teacher's own beside each other, on each row that the teacher rated.
    void add_own_ratings(const std::string& teacher)
    {
        const auto own = own_ratings();
        if (own.empty()) return;
        Table table{"Levels side by side", {"Row", visit_.observer.name(), teacher}, {}, true, {3, 2, 2}};
        for (const auto& node : visit_.rubric.nodes) {
            const auto mine = own.find(node.code);
            if (mine == own.end()) continue;
            const auto theirs = std::ranges::find(visit_.ratings, node.code, &Rating::code);
            table.rows.push_back({row_name(visit_.rubric, node.code),
                                  theirs == visit_.ratings.end() ? "Not rated" : rating_words(visit_.rubric, *theirs),
                                  rating_words(visit_.rubric, mine->second)});
        }
        blocks_.emplace_back(std::move(table));
    }

    void add_responses()
    {
        if (visit_.responses.empty()) return;
        const auto teacher = visit_.teacher.name();
        heading("What " + teacher + " answered");
        List list;
        for (const auto& response : visit_.responses) {
            const auto words = response_words(response);
            if (!words.empty())
                list.items.push_back({short_day(response.on) + " " + std::to_string(response.on.year()), words, {}});
        }
        if (!list.items.empty()) blocks_.emplace_back(std::move(list));
        add_own_ratings(teacher);
    }

    void add_ratings()
    {
        if (visit_.ratings.empty()) return;
        heading("In the words of the rubric");
        auto table = ratings_table();
        if (!table.rows.empty()) blocks_.emplace_back(std::move(table));
        List unlevelled;
        const auto add = [&](Mark mark, const char* words) {
            std::vector<std::string> names;
            for (const auto& rating : visit_.ratings)
                if (rating.mark == mark) names.push_back(row_name(visit_.rubric, rating.code));
            if (!names.empty()) unlevelled.items.push_back({{}, words + join(names, "; "), {}});
        };
        add(Mark::not_observed, "Not observed this time: ");
        add(Mark::not_applicable, "Not applicable: ");
        if (!unlevelled.items.empty()) blocks_.emplace_back(std::move(unlevelled));
    }

    static std::string field_words(const std::string& field)
    {
        if (field == name_of(ObservationField::strength)) return "What worked";
        if (field == name_of(ObservationField::growth_area)) return "To grow";
        if (field == name_of(ObservationField::subject)) return "Subject";
        if (field == name_of(ObservationField::grade)) return "Grade";
        return field;
    }

    static std::string quoted(const std::string& text) { return text.empty() ? "nothing" : "\"" + text + "\""; }

    void add_amendments()
    {
        if (visit_.amendments.empty() && visit_.openings.empty()) return;
        heading("Changed after it was shared");
        List list;
        for (const auto& opening : visit_.openings)
            list.items.push_back(
                {{},
                 fmt::format("Opened again on {} by agreement of both, and shared again on {}. "
                             "Reason: {}",
                             day_words(opening.opened_on), day_words(opening.shared_again_on), opening.reason),
                 {}});
        for (const auto& amendment : visit_.amendments)
            list.items.push_back({{},
                                  fmt::format("{}: now {}, before {}. Reason: {}", field_words(amendment.field),
                                              quoted(amendment.new_text), quoted(amendment.old_text), amendment.reason),
                                  {}});
        blocks_.emplace_back(std::move(list));
    }

    const Detail& visit_;
    SectionLook look_;
    std::vector<Block> blocks_;
};

void append(std::vector<Block>& to, std::vector<Block> blocks)
{
    for (auto& block : blocks) to.push_back(std::move(block));
}

}  // namespace

std::vector<Block> feedback_sections(const Detail& visit, const SectionLook& look)
{
    return Sections(visit, look).take();
}

std::vector<Block> rubric_credit(const Rubric& rubric)
{
    std::vector<Block> blocks;
    auto about = fmt::format("{}, version {}.", rubric.title, rubric.version);
    if (!rubric.licence.empty()) about += " Licence: " + rubric.licence + ".";
    for (const auto& text : {about, rubric.attribution, rubric.notice})
        if (!text.empty()) blocks.emplace_back(Paragraph{text, Look::quiet});
    return blocks;
}

std::vector<Block> visit_sections(const Detail& visit)
{
    std::vector<Block> blocks;
    blocks.emplace_back(Paragraph{visit_facts(visit), Look::quiet});
    append(blocks, feedback_sections(visit, {}));
    blocks.emplace_back(Heading{2, "Who can see this"});
    blocks.emplace_back(Paragraph{
        who_can_see(visit.observation.purpose, visit.teacher.name(), visit.observer.name(), visit.leaders_read_steps) +
            " Confidential: please do not pass it on without asking.",
        Look::quiet});
    blocks.emplace_back(Heading{2, "About the rubric"});
    append(blocks, rubric_credit(visit.rubric));
    return blocks;
}

Document begun_packet(const PacketMaking& making)
{
    Document document;
    document.author = making.by;
    document.confidential = "Confidential personnel record";
    document.made = "Made with Throughline on " + day_words(making.on);
    if (!making.by.empty()) document.made += " by " + making.by;
    document.made += ".";
    document.made_at = making.at;
    return document;
}

Document visit_packet(const Detail& visit, const PacketMaking& making)
{
    auto document = begun_packet(making);
    document.title = "Feedback for " + visit.teacher.name();
    document.blocks = visit_sections(visit);
    return document;
}

}  // namespace throughline::report
