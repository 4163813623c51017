#include "tests/support/html_rules.hpp"

#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include "core/base/secrets.hpp"
#include "throughline/base/text.hpp"

namespace throughline::test {
namespace {

struct Piece {
    enum class Kind { opening, closing, text } kind = Kind::text;
    std::string name;  // of a tag
    std::string text;  // decoded; of script and style as it is
    std::map<std::string, std::string> attributes;
    bool closes_itself = false;
};

std::string decoded(std::string_view text)
{
    static const std::map<std::string_view, std::string_view> names{
        {"&amp;", "&"}, {"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&#39;", "'"}};
    std::string out;
    while (!text.empty()) {
        const auto known = std::ranges::find_if(names, [&](const auto& name) { return text.starts_with(name.first); });
        if (known != names.end()) {
            out += known->second;
            text.remove_prefix(known->first.size());
        } else {
            out += text.front();
            text.remove_prefix(1);
        }
    }
    return out;
}

// Strict on purpose: our own pages are written in one way.
std::vector<Piece> pieces_of(const std::string& page, std::vector<std::string>& faults)
{
    std::vector<Piece> pieces;
    std::size_t at = 0;
    while (at < page.size()) {
        if (page[at] != '<') {
            const auto end = std::min(page.find('<', at), page.size());
            pieces.push_back({Piece::Kind::text, {}, decoded(page.substr(at, end - at)), {}, false});
            at = end;
            continue;
        }
        const auto end = page.find('>', at);
        if (end == std::string::npos) {
            faults.push_back("a tag that does not end");
            break;
        }
        auto inside = page.substr(at + 1, end - at - 1);
        at = end + 1;
        if (inside.starts_with('!')) continue;
        Piece piece;
        piece.kind = inside.starts_with('/') ? Piece::Kind::closing : Piece::Kind::opening;
        if (piece.kind == Piece::Kind::closing) inside.erase(0, 1);
        if (inside.ends_with('/')) {
            piece.closes_itself = true;
            inside.pop_back();
        }
        const auto name_end = std::min(inside.find(' '), inside.size());
        piece.name = inside.substr(0, name_end);
        for (auto from = name_end; from < inside.size();) {
            if (inside[from] == ' ') {
                ++from;
                continue;
            }
            const auto equals = inside.find_first_of("= ", from);
            if (equals == std::string::npos || inside[equals] == ' ') {
                piece.attributes[inside.substr(from, equals - from)] = "";
                from = std::min(equals, inside.size());
                continue;
            }
            const auto close = inside.find('"', equals + 2);
            if (inside[equals + 1] != '"' || close == std::string::npos) {
                faults.push_back("an attribute without quotes in <" + inside + ">");
                break;
            }
            const auto name = inside.substr(from, equals - from);
            if (!piece.attributes.emplace(name, decoded(inside.substr(equals + 2, close - equals - 2))).second)
                faults.push_back("an attribute twice in <" + inside + ">");
            from = close + 1;
        }
        const auto name = piece.name;
        pieces.push_back(std::move(piece));
        if (pieces.back().kind == Piece::Kind::opening && (name == "style" || name == "script")) {
            const auto closing = page.find("</" + name, at);
            pieces.push_back({Piece::Kind::text, {}, page.substr(at, closing - at), {}, false});
            at = closing;
        }
    }
    return pieces;
}

bool is_void(const std::string& name)
{
    static const std::set<std::string> names{"meta", "br", "hr", "img", "input", "col", "link", "wbr"};
    return names.contains(name);
}

class Rules {
public:
    std::vector<std::string> check(const std::string& page)
    {
        if (!page.starts_with("<!DOCTYPE html>\n")) say("no doctype");
        pieces_ = pieces_of(page, faults_);
        for (index_ = 0; index_ < pieces_.size(); ++index_) {
            const auto& piece = pieces_[index_];
            if (piece.kind == Piece::Kind::opening) open(piece);
            if (piece.kind == Piece::Kind::closing) close(piece);
        }
        for (const auto& name : open_) say("<" + name + "> does not close");
        for (const auto* name : {"html", "title", "h1", "main", "header", "footer"})
            if (counts_[name] != 1) say(fmt::format("{} times <{}>", counts_[name], name));
        for (const auto& id : named_ids_)
            if (!ids_.contains(id)) say("nothing has the id " + id);
        for (const auto& field : fields_)
            if (!labelled_.contains(field)) say("the field " + field + " has no label");
        check_policy();
        return faults_;
    }

private:
    void say(std::string fault) { faults_.push_back(std::move(fault)); }

    std::string attribute(const Piece& piece, const std::string& name) const
    {
        const auto found = piece.attributes.find(name);
        return found == piece.attributes.end() ? std::string() : found->second;
    }

    std::string text_inside() const { return index_ + 1 < pieces_.size() ? pieces_[index_ + 1].text : std::string(); }

    bool is_within(const std::string& name) const { return std::ranges::find(open_, name) != open_.end(); }

    void open(const Piece& piece)
    {
        ++counts_[piece.name];
        check_attributes(piece);
        check_element(piece);
        if (!piece.closes_itself && !is_void(piece.name)) open_.push_back(piece.name);
    }

    void close(const Piece& piece)
    {
        if (open_.empty() || open_.back() != piece.name) return say("</" + piece.name + "> closes nothing");
        open_.pop_back();
    }

    void check_attributes(const Piece& piece)
    {
        for (const auto& [name, value] : piece.attributes) {
            if (name.starts_with("on")) say("an inline handler: " + name);
            if (name == "style") say("an inline style, which the policy refuses");
            if (name == "id" && !ids_.insert(value).second) say("the id " + value + " twice");
            if (name == "aria-labelledby" || name == "aria-describedby")
                for (const auto& id : split_words(value)) named_ids_.insert(id);
            if (name == "src" || name == "srcset" || name == "action" || name == "data") say("a reference: " + value);
            const bool is_link = name == "href";
            if (is_link && !value.starts_with("#") && !value.starts_with("mailto:")) say("a link outside: " + value);
            if (is_link && value.starts_with("#")) named_ids_.insert(value.substr(1));
        }
    }

    void check_element(const Piece& piece)
    {
        const auto& name = piece.name;
        if (name == "html" && attribute(piece, "lang").empty()) say("no language");
        if (name == "title" && !is_within("svg") && trimmed(text_inside()).empty()) say("an empty title");
        if (name == "title" && is_within("svg")) --counts_["title"];
        if (name.size() == 2 && name[0] == 'h' && name[1] >= '1' && name[1] <= '6') {
            const int level = name[1] - '0';
            if (level > heading_ + 1) say(fmt::format("h{} after h{}", level, heading_));
            heading_ = level;
        }
        if (name == "svg" && attribute(piece, "aria-hidden") != "true") {
            if (attribute(piece, "role") != "img" || attribute(piece, "aria-labelledby").empty())
                say("a drawing without words");
        }
        if (name == "desc" && trimmed(text_inside()).empty()) say("a drawing with empty words");
        if (name == "th" && attribute(piece, "scope").empty()) say("a table's head without scope");
        if (name == "input" || name == "select" || name == "textarea") {
            if (!is_within("label") && attribute(piece, "type") != "hidden") fields_.insert(attribute(piece, "id"));
        }
        if (name == "label" && !attribute(piece, "for").empty()) labelled_.insert(attribute(piece, "for"));
        if (name == "meta" && attribute(piece, "http-equiv") == "Content-Security-Policy")
            policy_ = attribute(piece, "content");
        if (name == "script" || name == "style") own_texts_.emplace_back(name, text_inside());
        for (const auto* word : {"iframe", "object", "embed", "link", "img", "base", "video", "audio"})
            if (name == word) say("<" + name + "> has no place here");
    }

    void check_policy()
    {
        if (policy_.find("default-src 'none'") == std::string::npos) say("a policy that lets something in");
        for (const auto& [name, text] : own_texts_) {
            if (policy_.find(name + "-src 'sha256-" + sha256_base64(text) + "'") == std::string::npos)
                say("its policy refuses its own " + name);
            if (text.find("url(") != std::string::npos || text.find("@import") != std::string::npos)
                say("a reference in its " + name);
        }
    }

    std::vector<Piece> pieces_;
    std::size_t index_ = 0;
    std::vector<std::string> faults_;
    std::vector<std::string> open_;
    std::map<std::string, int> counts_;
    std::set<std::string> ids_;
    std::set<std::string> named_ids_;
    std::set<std::string> fields_;
    std::set<std::string> labelled_;
    std::vector<std::pair<std::string, std::string>> own_texts_;
    std::string policy_;
    int heading_ = 0;
};

}  // namespace

std::vector<std::string> html_faults(const std::string& page) { return Rules().check(page); }

std::vector<std::string> html_texts(const std::string& page, const std::string& tag)
{
    std::vector<std::string> faults;
    std::vector<std::string> texts;
    int depth = 0;
    for (const auto& piece : pieces_of(page, faults)) {
        if (piece.name == tag && piece.kind == Piece::Kind::opening && !piece.closes_itself && depth++ == 0)
            texts.emplace_back();
        if (piece.name == tag && piece.kind == Piece::Kind::closing) --depth;
        if (piece.kind == Piece::Kind::text && depth > 0) texts.back() += piece.text;
    }
    return texts;
}

std::vector<std::string> html_words(const std::string& page)
{
    std::vector<std::string> faults;
    std::vector<std::string> words;
    int hidden = 0;
    for (const auto& piece : pieces_of(page, faults)) {
        const bool hides =
            piece.name == "svg" || piece.name == "head" || piece.name == "script" || piece.name == "form";
        if (hides && piece.kind == Piece::Kind::opening) ++hidden;
        if (hides && piece.kind == Piece::Kind::closing) --hidden;
        if (piece.kind == Piece::Kind::text && hidden == 0)
            for (auto& word : split_words(piece.text)) words.push_back(std::move(word));
    }
    return words;
}

}  // namespace throughline::test
