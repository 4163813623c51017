// The rubric format, its reader, and the rubrics that ship with the program.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <set>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "throughline/exchange/rubric_file.hpp"

using namespace throughline;

namespace {

const std::filesystem::path source_folder = THROUGHLINE_SOURCE_DIR;
const auto data_folder = source_folder / "tests/data/rubrics";

std::string text_of(const std::filesystem::path& path)
{
    std::ifstream file(path, std::ios::binary);
    INFO(path);
    REQUIRE(file);
    return {std::istreambuf_iterator<char>(file), {}};
}

Rubric read(std::string_view json)
{
    for (const auto& problem : rubric_problems(json)) FAIL_CHECK(problem.place + ": " + problem.text);
    auto rubric = parse_rubric(json);
    REQUIRE(rubric);
    return *rubric;
}

Rubric shipped(std::string_view id)
{
    for (const auto text : shipped_rubric_files())
        if (const auto rubric = parse_rubric(text); rubric && rubric->id == id) return *rubric;
    FAIL("no rubric ships as " << id);
    return {};
}

Rubric good() { return read(text_of(data_folder / "good.json")); }

std::vector<std::string> places(const std::vector<RubricProblem>& problems)
{
    std::vector<std::string> found;
    for (const auto& problem : problems) found.push_back(problem.place);
    return found;
}

auto count_of(const Rubric& rubric, NodeKind kind) { return std::ranges::count(rubric.nodes, kind, &RubricNode::kind); }

std::vector<std::string> codes(const std::vector<const RubricNode*>& nodes)
{
    std::vector<std::string> found;
    for (const auto* node : nodes) found.push_back(node->code);
    return found;
}

// The faults of tests/data/rubrics, a file each, and where each lies.
const std::map<std::string, std::vector<std::string>> faults = {
    {"all_weights_zero", {"/nodes/0/roll_up"}},
    {"bad_language", {"/language"}},
    {"bad_source_url", {"/source_url"}},
    {"blank_descriptor", {"/nodes/1/descriptors/1/text"}},
    {"checklist_without_choices", {"/nodes/5"}},
    {"choice_twice", {"/nodes/5/choices/1"}},
    {"choices_on_a_level_row", {"/nodes/1/choices"}},
    {"code_twice_in_form", {"/forms/0/codes/1"}},
    {"code_with_space", {"/nodes/2/code"}},
    {"duplicate_code", {"/nodes/2/code"}},
    {"duplicate_form_id", {"/forms/1/id"}},
    {"duplicate_scale_id", {"/scales/2/id"}},
    {"field_twice", {"/nodes/3/title"}},
    {"heading_in_form", {"/forms/0/codes/1"}},
    {"holistic_heading", {"/nodes/3/roll_up"}},
    {"holistic_leaf", {"/nodes/1/roll_up"}},
    {"id_with_capitals", {"/id"}},
    {"interval_on_heading", {"/nodes/3/interval_minutes"}},
    {"level_described_twice", {"/nodes/1/descriptors/1/level"}},
    {"level_name_twice", {"/scales/0/levels/2/name"}},
    {"level_named_as_other_number", {"/scales/0/levels/0/name"}},
    {"level_number_too_high", {"/scales/1/levels/1/number"}},
    {"levels_not_rising", {"/scales/1/levels/1/number"}},
    {"mark_as_level", {"/scales/0/levels/0/name"}},
    {"mean_of_mixed_scales", {"/nodes/0/roll_up"}},
    {"mean_of_nothing", {"/nodes/3/roll_up"}},
    {"mean_on_a_row", {"/nodes/1/roll_up"}},
    {"missing_attribution", {"/attribution"}},
    {"missing_notice", {"/notice"}},
    {"missing_title", {""}},
    {"newer_format", {"/throughline_rubric"}},
    {"not_an_object", {""}},
    {"not_json", {""}},
    {"one_level", {"/scales/1/levels", "/nodes/4/scale"}},
    {"only_headings", {"/nodes"}},
    {"own_parent", {"/nodes/3/parent"}},
    {"parent_after_child", {"/nodes/0/parent"}},
    {"row_without_scale", {"/nodes/2"}},
    {"scale_on_checklist", {"/nodes/5/scale"}},
    {"several_faults", {"/nodes/1/titel", "", "/nodes/2/scale", "/forms/0/codes/2"}},
    {"unknown_code_in_form", {"/forms/0/codes/1"}},
    {"unknown_field", {"/nodes/1/titel"}},
    {"unknown_level_described", {"/nodes/1/descriptors/1/level"}},
    {"unknown_parent", {"/nodes/2/parent"}},
    {"unknown_row_kind", {"/nodes/2/row"}},
    {"unknown_scale", {"/nodes/2/scale"}},
    {"unused_weight", {"/nodes/1/weight"}},
    {"variant_of_itself", {"/variant_of"}},
    {"wrong_type", {"/nodes/1/title"}},
    {"yes_no_with_three_levels", {"/nodes/4/scale"}},
};

}  // namespace

TEST_CASE("every fault of a rubric file is named at its place, and nothing else is")
{
    for (const auto& [name, expected] : faults) {
        INFO(name);
        const auto problems = rubric_problems(text_of(data_folder / (name + ".json")));
        for (const auto& problem : problems) {
            INFO(problem.place << ": " << problem.text);
            CHECK(problem.text.size() > 20);
        }
        CHECK(places(problems) == expected);
    }
}

TEST_CASE("every broken rubric file of the test data is tried")
{
    std::set<std::string> files;
    for (const auto& entry : std::filesystem::directory_iterator(data_folder)) files.insert(entry.path().stem());
    std::set<std::string> tried = {"good"};
    for (const auto& [name, expected] : faults) tried.insert(name);
    CHECK(files == tried);
}

TEST_CASE("a refused rubric says where, what to do, and how much else is wrong")
{
    const auto one = parse_rubric(text_of(data_folder / "unknown_scale.json"));
    REQUIRE_FALSE(one);
    CHECK(one.error().code == ErrorCode::bad_input);
    CHECK(one.error().place == "/nodes/2/scale");
    CHECK(one.error().text() ==
          "/nodes/2/scale: There is no scale \"sean\" in this file; add it to \"scales\", or name "
          "one that is there.");
    const auto several = parse_rubric(text_of(data_folder / "several_faults.json"));
    REQUIRE_FALSE(several);
    CHECK_THAT(several.error().text(), Catch::EndsWith(" The file has 3 problems besides this."));
    const auto broken = parse_rubric(text_of(data_folder / "not_json.json"));
    REQUIRE_FALSE(broken);
    CHECK_THAT(broken.error().text(), Catch::Contains("line 6, column "));
}

TEST_CASE("what is no rubric at all is refused without harm")
{
    const auto text = text_of(data_folder / "good.json");
    for (std::size_t length = 0; length + 2 < text.size(); length += 7)
        CHECK_FALSE(parse_rubric(std::string_view(text).substr(0, length)));
    for (const auto* wrong :
         {"", " ", "null", "3", "\"\"", "[]", "{}", "{\"nodes\":3}", "{\"nodes\":[3],\"scales\":[[]]}",
          "{\"throughline_rubric\":1e999}", "{\"a\":\"\xff\"}", "{\"forms\":{\"id\":[]}}"})
        CHECK_FALSE(rubric_problems(wrong).empty());
    CHECK_FALSE(rubric_problems(std::string(100'000, '[')).empty());
    const auto deep = std::string(100'000, '[') + std::string(100'000, ']');
    for (const auto* name : {"throughline_rubric", "id", "nodes", "scales", "unheard-of"})
        CHECK_FALSE(rubric_problems("{\"" + std::string(name) + "\":" + deep + "}").empty());
}

TEST_CASE("any single value of a good file can be replaced by another kind and is refused or read, never a crash")
{
    const auto document = nlohmann::json::parse(text_of(data_folder / "good.json"));
    const std::vector<nlohmann::json> others = {
        nullptr, true, -1, 1e300, "x", "", nlohmann::json::array(), nlohmann::json::object(), {nullptr}};
    const auto flat = document.flatten();
    for (const auto& [pointer, value] : flat.items()) {
        auto place = nlohmann::json::json_pointer(pointer);
        for (; !place.empty(); place.pop_back())
            for (const auto& other : others) {
                auto changed = document;
                changed[place] = other;
                const auto json = changed.dump();
                const bool is_good = rubric_problems(json).empty();
                if (is_good != parse_rubric(json).has_value()) FAIL_CHECK(json);
            }
    }
}

TEST_CASE("a rubric is the same after it is written and read")
{
    for (const auto text : shipped_rubric_files()) {
        const auto rubric = read(text);
        INFO(rubric.id);
        CHECK(read(write_rubric(rubric)) == rubric);
        CHECK(write_rubric(read(write_rubric(rubric))) == write_rubric(rubric));
    }
    auto full = good();
    full.short_title = "Sample";
    full.variant_of = "original";
    full.language = "es-MX";
    full.grade_band = "K-2";
    full.content_area = "Matemáticas";
    full.licence = "CC-BY-4.0";
    full.attribution = "Sample Author \"quoted\"\nsecond line";
    full.notice = "Changed.";
    full.source_url = "https://school.example/rubric";
    full.shareable = false;
    full.scales[0].name = "Seen";
    full.scales[0].levels[0] = {0, "Not yet", "red", "Nothing of it."};
    full.nodes[0].roll_up = RollUp::weighted_mean;
    full.nodes[1].weight = 0.1;
    full.nodes[1].descriptors[0].level = 0;
    full.nodes[1].text = "Meaning";
    full.nodes[1].teacher_side = "Says it";
    full.nodes[1].student_side = "Repeat it";
    full.nodes[1].look_fors = {"On the board"};
    full.nodes[1].may_be_not_observed = false;
    full.nodes[1].may_be_not_applicable = false;
    full.nodes[1].evidence_required = true;
    full.nodes[5].interval_minutes = 2;
    CHECK(read(write_rubric(full)) == full);
}

TEST_CASE("a scale may begin at 0, and its lowest level is a level like any other")
{
    auto rubric = good();
    rubric.scales[0].levels[0].number = 0;
    rubric.nodes[1].descriptors[0].level = 0;
    const auto back = read(write_rubric(rubric));
    const auto& row = *back.node("A1");
    REQUIRE(back.level(row, 0));
    CHECK(back.level(row, "0") == back.level(row, "Not yet"));
    CHECK(back.descriptor(row, 0) == "No goal.");
}

TEST_CASE("a rubric of more nodes than anybody can use is refused in a sentence")
{
    auto rubric = good();
    for (int i = 0; i < 2000; ++i) {
        rubric.nodes.push_back(rubric.nodes[1]);
        rubric.nodes.back().code = "X" + std::to_string(i);
    }
    const auto problems = rubric_problems(write_rubric(rubric));
    REQUIRE(places(problems) == std::vector<std::string>{"/nodes"});
    CHECK(problems.front().text == "This list is too long; 2000 entries are the most.");
}

TEST_CASE("a template may leave descriptors blank until its wording is written")
{
    auto rubric = good();
    rubric.nodes[1].descriptors[1].text.clear();
    CHECK(places(rubric_problems(write_rubric(rubric))) == std::vector<std::string>{"/nodes/1/descriptors/1/text"});
    rubric.is_template = true;
    CHECK(rubric_problems(write_rubric(rubric)).empty());
}

TEST_CASE("weighted domains of weighted rows can be said")
{
    auto rubric = good();
    RubricNode lesson;
    lesson.code = "all";
    lesson.kind = NodeKind::domain;
    lesson.row = RowKind::heading;
    lesson.title = "Lesson";
    lesson.roll_up = RollUp::weighted_mean;
    rubric.nodes.insert(rubric.nodes.begin(), lesson);
    rubric.nodes[1].parent_code = "all";
    rubric.nodes[1].weight = 36;
    rubric.nodes[1].roll_up = RollUp::weighted_mean;
    rubric.nodes[2].weight = 8;
    rubric.nodes[3].weight = 20;
    CHECK(read(write_rubric(rubric)) == rubric);
}

TEST_CASE("a level is found by its number or by its name in any case")
{
    const auto rubric = shipped("teach-primary");
    const auto& behaviour = *rubric.node("6.1");
    REQUIRE(rubric.level(behaviour, "High"));
    CHECK(rubric.level(behaviour, "High")->number == 3);
    CHECK(rubric.level(behaviour, " hIGH ") == rubric.level(behaviour, 3));
    CHECK(rubric.level(behaviour, "3") == rubric.level(behaviour, 3));
    CHECK_FALSE(rubric.level(behaviour, "4"));
    CHECK_FALSE(rubric.level(behaviour, ""));
    CHECK_FALSE(rubric.level(behaviour, "not-observed"));
    const auto& element = *rubric.node("6");
    CHECK(rubric.level(element, "4")->name == "Medium-high");
    CHECK(rubric.level(element, "High")->number == 5);
    CHECK_FALSE(rubric.level(*rubric.node("A"), "1"));
    CHECK(rubric.level(*rubric.node("0.1"), "yes")->number == 2);
}

TEST_CASE("nodes, children, scales and forms are found by their codes and ids")
{
    const auto rubric = shipped("teach-primary");
    CHECK(codes(rubric.children("")) == std::vector<std::string>{"0", "A", "B", "C"});
    CHECK(codes(rubric.children("9")) == std::vector<std::string>{"9.1", "9.2", "9.3"});
    CHECK(rubric.children("9.3").empty());
    CHECK_FALSE(rubric.node("10"));
    CHECK_FALSE(rubric.node(""));
    CHECK(rubric.scale_of(*rubric.node("1")) == rubric.scale("one-to-five"));
    CHECK_FALSE(rubric.scale_of(*rubric.node("A")));
    CHECK(codes(rubric.rows()) == std::vector<std::string>{"1", "2", "3", "4", "5", "6", "7", "8", "9"});
    CHECK(codes(rubric.rows("time-on-learning")) == std::vector<std::string>{"0.1", "0.2"});
    CHECK(rubric.rows("no such form").empty());
    auto without_forms = good();
    without_forms.forms.clear();
    CHECK(codes(without_forms.rows()) == std::vector<std::string>{"A1", "A2", "B1"});
    CHECK(without_forms.rows("short").empty());
}

TEST_CASE("a level without words of its own is described by its scale")
{
    auto rubric = good();
    rubric.scales[0].levels[1].descriptor = "Some students.";
    CHECK(rubric.descriptor(rubric.nodes[1], 1) == "No goal.");
    CHECK(rubric.descriptor(rubric.nodes[1], 2) == "Some students.");
    CHECK(rubric.descriptor(rubric.nodes[2], 2) == "Some students.");
    CHECK(rubric.descriptor(rubric.nodes[2], 7).empty());
}

TEST_CASE("the names of kinds are read as they are written")
{
    for (const auto kind :
         {NodeKind::domain, NodeKind::indicator, NodeKind::behaviour, NodeKind::look_for, NodeKind::snapshot})
        CHECK(parse_node_kind(name_of(kind)) == kind);
    for (const auto row :
         {RowKind::heading, RowKind::level, RowKind::yes_no, RowKind::text, RowKind::number, RowKind::tally,
          RowKind::timer, RowKind::percentage, RowKind::snapshot, RowKind::checklist, RowKind::date})
        CHECK(parse_row_kind(name_of(row)) == row);
    for (const auto roll_up : {RollUp::none, RollUp::holistic, RollUp::mean, RollUp::weighted_mean, RollUp::sum})
        CHECK(parse_roll_up(name_of(roll_up)) == roll_up);
    CHECK_FALSE(parse_row_kind("Level"));
    CHECK_FALSE(parse_node_kind(""));
}

TEST_CASE("the program ships six rubrics, each with its notice and without a problem")
{
    std::set<std::string> ids;
    for (const auto text : shipped_rubric_files()) {
        const auto rubric = read(text);
        ids.insert(rubric.id);
        INFO(rubric.id);
        CHECK(text_of(source_folder / "rubrics" / rubric.id / "rubric.json") == text);
        CHECK(text_of(source_folder / "rubrics" / rubric.id / "NOTICE").size() > 200);
        CHECK_FALSE(rubric.forms.empty());
    }
    CHECK(ids == std::set<std::string>{"teach-primary", "essential-practice-look-fors", "interval-tally",
                                       "template-4-domains-22-components", "template-4-domains-16-dimensions",
                                       "template-5-practices-9-elements"});
}

TEST_CASE("every level of every row of a shipped rubric is described in words of its own, templates apart")
{
    for (const auto text : shipped_rubric_files()) {
        const auto rubric = read(text);
        std::set<std::string> seen;
        for (const auto& node : rubric.nodes) {
            if (!is_rated(node)) continue;
            INFO(rubric.id << " " << node.code);
            CHECK(node.descriptors.size() == rubric.scale_of(node)->levels.size());
            for (const auto& descriptor : node.descriptors) {
                CHECK(descriptor.text.empty() == rubric.is_template);
                if (!rubric.is_template) CHECK(seen.insert(descriptor.text).second);
            }
        }
    }
}

TEST_CASE("Teach Primary is complete")
{
    const auto teach = shipped("teach-primary");
    CHECK(count_of(teach, NodeKind::indicator) == 9);
    CHECK(count_of(teach, NodeKind::behaviour) == 28);
    CHECK(count_of(teach, NodeKind::snapshot) == 2);
    const std::map<std::string, std::vector<std::string>> areas = {
        {"A", {"1", "2"}}, {"B", {"3", "4", "5", "6"}}, {"C", {"7", "8", "9"}}};
    for (const auto& [code, elements] : areas) {
        CHECK(codes(teach.children(code)) == elements);
        CHECK(teach.node(code)->roll_up == RollUp::mean);
    }
    const std::vector<std::size_t> behaviours = {4, 3, 4, 3, 2, 3, 3, 3, 3};
    for (std::size_t i = 0; i < behaviours.size(); ++i) {
        const auto& element = *teach.node(std::to_string(i + 1));
        CHECK(element.roll_up == RollUp::holistic);
        CHECK(teach.scale_of(element)->levels.size() == 5);
        CHECK(teach.children(element.code).size() == behaviours[i]);
        for (const auto* behaviour : teach.children(element.code))
            CHECK(teach.scale_of(*behaviour)->levels.size() == 3);
    }
    CHECK(teach.node("0.1")->row == RowKind::yes_no);
    CHECK(teach.rows("complete").size() == 9 + 28 + 2);
}

TEST_CASE("Teach Primary allows not applicable only where the instrument does, and not observed everywhere")
{
    const std::set<std::string> allowed = {"0.2", "1.3", "1.4", "3.4", "4.2"};
    for (const auto& node : shipped("teach-primary").nodes) {
        if (!is_rated(node)) continue;
        INFO(node.code);
        CHECK(node.may_be_not_applicable == allowed.contains(node.code));
        CHECK(node.may_be_not_observed);
    }
}

TEST_CASE("Teach Primary carries the credit and the notice of its licence")
{
    const auto teach = shipped("teach-primary");
    CHECK(teach.licence == "CC-BY-4.0-IGO");
    CHECK_THAT(teach.attribution, Catch::StartsWith("Molina, Ezequiel, ") && Catch::Contains("(2021)") &&
                                      Catch::EndsWith("License: Creative Commons Attribution CC BY 4.0 IGO."));
    CHECK_THAT(
        teach.notice,
        Catch::StartsWith("This is an adaptation of an original work by The World Bank. Views and opinions "
                          "expressed in the adaptation are the sole responsibility of the author or authors of the "
                          "adaptation and are not endorsed by The World Bank."));
    CHECK_THAT(teach.title, Catch::Contains("adaptation"));
}

TEST_CASE("the look-fors are nine rows for a fifteen-minute visit, each with both sides")
{
    const auto rubric = shipped("essential-practice-look-fors");
    const auto rows = rubric.rows();
    CHECK(codes(rows) == std::vector<std::string>{"1a", "1b", "2", "3a", "3b", "4a", "4b", "5a", "5b"});
    CHECK(rubric.forms.front().visit_minutes == 15);
    CHECK(rubric.children("").size() == 5);
    for (const auto* row : rows) {
        CHECK_FALSE(row->teacher_side.empty());
        CHECK_FALSE(row->student_side.empty());
        CHECK(rubric.level(*row, "extending")->number == 4);
    }
}

TEST_CASE("the interval form asks for the class's mode every two minutes and tallies eleven moves")
{
    const auto rubric = shipped("interval-tally");
    const auto& mode = *rubric.node("M1");
    CHECK(mode.row == RowKind::checklist);
    CHECK(mode.interval_minutes == 2);
    CHECK(mode.choices.size() == 9);
    CHECK(mode.look_fors.size() == 9);
    CHECK(rubric.children("T").size() == 7);
    CHECK(rubric.children("S").size() == 4);
    CHECK(std::ranges::count(rubric.nodes, RowKind::tally, &RubricNode::row) == 11);
}

TEST_CASE("the blank templates have the shapes that schools import")
{
    const std::map<std::string, std::tuple<std::size_t, std::size_t, std::size_t>> shapes = {
        {"template-4-domains-22-components", {4, 22, 4}},
        {"template-4-domains-16-dimensions", {4, 16, 5}},
        {"template-5-practices-9-elements", {5, 9, 4}},
    };
    for (const auto& [id, shape] : shapes) {
        const auto rubric = shipped(id);
        INFO(id);
        CHECK(rubric.is_template);
        CHECK(rubric.children("").size() == std::get<0>(shape));
        CHECK(rubric.rows().size() == std::get<1>(shape));
        CHECK(rubric.scales.front().levels.size() == std::get<2>(shape));
    }
}

TEST_CASE("fault 21: a published instrument is not altered under its own name, a fork gets a new name and id")
{
    const auto original = shipped("teach-primary");
    CHECK(fork_problems(original, original).empty());
    auto fork = original;
    fork.nodes[1].title = "Students are given something to do";
    fork.version = "1.1";
    CHECK(places(fork_problems(fork, original)) == std::vector<std::string>{"/id"});
    fork.id = "our-teach";
    fork.variant_of = original.id;
    CHECK(places(fork_problems(fork, original)) == std::vector<std::string>{"/title"});
    fork.title = "Our visit form, from Teach Primary";
    CHECK(fork_problems(fork, original).empty());
    CHECK(rubric_problems(write_rubric(fork)).empty());
    fork.attribution = "Sample School";
    fork.notice = "Ours.";
    CHECK(places(fork_problems(fork, original)) == std::vector<std::string>{"/attribution", "/notice"});

    const auto own = good();
    auto next = own;
    next.version = "1.1";
    next.nodes[1].title = "The goal is clear";
    CHECK(fork_problems(next, own).empty());
}

TEST_CASE("the example in the help is a good rubric")
{
    const auto help = text_of(source_folder / "app/help/rubric-file.md");
    const auto start = help.find("```json\n");
    REQUIRE(start != std::string::npos);
    const auto end = help.find("```", start + 8);
    const auto rubric = read(help.substr(start + 8, end - start - 8));
    CHECK(rubric.nodes.size() >= 4);
}

TEST_CASE("the help describes every field of the schema")
{
    const auto help = text_of(source_folder / "app/help/rubric-file.md");
    const auto schema = nlohmann::json::parse(text_of(source_folder / "rubrics/schema/rubric.schema.json"));
    const auto check = [&help](const nlohmann::json& part) {
        for (const auto& [field, rule] : part.at("properties").items()) {
            INFO(field);
            CHECK(rule.contains("description"));
            CHECK(help.find("`" + field + "`") != std::string::npos);
        }
    };
    check(schema);
    for (const auto& [name, part] : schema.at("definitions").items()) check(part);
}
