#include "tests/support/pdf_rules.hpp"

#include <array>
#include <cstdio>
#include <map>
#include <set>

#include <fmt/format.h>
#include <qpdf/Buffer.hh>
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFObjectHandle.hh>
#include <qpdf/QPDFPageDocumentHelper.hh>
#include <qpdf/QPDFWriter.hh>

#include "tests/support/temp_workspace.hpp"
#include "throughline/base/text.hpp"

namespace throughline::test {
namespace {

using Object = QPDFObjectHandle;

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words)
{
    for (const auto one : words)
        if (one == word) return true;
    return false;
}

// One page's content: what is painted outside of tags and artifacts, and the texts of each tag.
class PageContent : public Object::ParserCallbacks {
public:
    void handleObject(Object object, size_t, size_t) override
    {
        if (!object.isOperator()) {
            operands_.push_back(object);
            return;
        }
        const auto name = object.getOperatorValue();
        if (name == "BDC" || name == "BMC") {
            marks_.push_back(mark_of(name));
            if (operands_.empty()) faults.push_back("a mark without a name");
        } else if (name == "EMC") {
            if (marks_.empty())
                faults.push_back("a mark ends that did not begin");
            else
                marks_.pop_back();
        } else if (is_one_of(name,
                             {"S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "sh", "Do", "Tj", "TJ", "'", "\""})) {
            if (marks_.empty()) faults.push_back("painted outside of tags and artifacts: " + name);
        }
        operands_.clear();
    }
    void handleEOF() override
    {
        if (!marks_.empty()) faults.push_back("a mark that does not end on its page");
    }

    std::vector<std::string> faults;
    std::set<int> content_ids;

private:
    std::string mark_of(const std::string& operation)
    {
        if (operation == "BDC" && operands_.size() == 2 && operands_[1].isDictionary() &&
            operands_[1].hasKey("/MCID")) {
            const int id = static_cast<int>(operands_[1].getKey("/MCID").getIntValue());
            if (!content_ids.insert(id).second) faults.push_back("two contents with one number on a page");
        }
        return operands_.empty() ? std::string() : operands_[0].unparse();
    }

    std::vector<Object> operands_;
    std::vector<std::string> marks_;
};

class Rules {
public:
    explicit Rules(QPDF& pdf) : pdf_(pdf), root_(pdf.getRoot()) {}

    std::vector<std::string> check()
    {
        check_catalogue();
        check_metadata();
        check_pages();
        check_fonts();
        auto tree = root_.getKey("/StructTreeRoot");
        if (!tree.isDictionary())
            say("no tags");
        else
            visit(tree, "", 0);
        if (first_heading_ != 1) say("the first heading is not H1");
        return faults_;
    }

private:
    void say(std::string fault) { faults_.push_back(std::move(fault)); }

    void check_catalogue()
    {
        if (!root_.getKey("/Lang").isString() || root_.getKey("/Lang").getUTF8Value().empty()) say("no language");
        auto marks = root_.getKey("/MarkInfo");
        if (!marks.isDictionary() || !marks.getKey("/Marked").isBool() || !marks.getKey("/Marked").getBoolValue())
            say("not marked as tagged");
        if (marks.isDictionary() && marks.getKey("/Suspects").isBool() && marks.getKey("/Suspects").getBoolValue())
            say("its tags are suspects");
        auto view = root_.getKey("/ViewerPreferences");
        if (!view.isDictionary() || !view.getKey("/DisplayDocTitle").isBool() ||
            !view.getKey("/DisplayDocTitle").getBoolValue())
            say("the window's frame would show the file's name");
        auto about = pdf_.getTrailer().getKey("/Info");
        if (!about.isDictionary() || !about.getKey("/Title").isString() ||
            about.getKey("/Title").getUTF8Value().empty())
            say("no title");
    }

    void check_metadata()
    {
        auto metadata = root_.getKey("/Metadata");
        if (!metadata.isStream()) return say("no metadata");
        const auto buffer = metadata.getStreamData();
        const std::string text(reinterpret_cast<const char*>(buffer->getBuffer()), buffer->getSize());
        for (const auto* part : {"<dc:title>", "<pdfuaid:part>1</pdfuaid:part>"})
            if (text.find(part) == std::string::npos) say(std::string("metadata without ") + part);
        const auto title = pdf_.getTrailer().getKey("/Info").getKey("/Title").getUTF8Value();
        if (text.find("&") == std::string::npos && text.find(title) == std::string::npos)
            say("the metadata's title is another");
    }

    void check_pages()
    {
        int number = 0;
        for (auto& page : QPDFPageDocumentHelper(pdf_).getAllPages()) {
            ++number;
            PageContent content;
            page.parseContents(&content);
            for (const auto& fault : content.faults) say(fmt::format("page {}: {}", number, fault));
            auto tabs = page.getObjectHandle().getKey("/Tabs");
            if (!tabs.isName() || tabs.getName() != "/S") say(fmt::format("page {}: no tab order", number));
            contents_[page.getObjectHandle().getObjGen().getObj()] = std::move(content.content_ids);
        }
    }

    void check_fonts()
    {
        for (auto& object : pdf_.getAllObjects()) {
            if (!object.isDictionary() || !object.isDictionaryOfType("/Font")) continue;
            const auto kind = object.getKey("/Subtype").getName();
            const auto name = object.hasKey("/BaseFont") ? object.getKey("/BaseFont").getName() : kind;
            const bool is_part = is_one_of(kind, {"/CIDFontType0", "/CIDFontType2"});
            if (!is_part && !object.hasKey("/ToUnicode")) say(name + ": its letters have no meaning");
            if (is_one_of(kind, {"/Type0", "/Type3"})) continue;
            auto descriptor = object.getKey("/FontDescriptor");
            if (!descriptor.isDictionary() ||
                !(descriptor.hasKey("/FontFile") || descriptor.hasKey("/FontFile2") || descriptor.hasKey("/FontFile3")))
                say(name + ": not embedded");
        }
    }

    void visit(Object tag, const std::string& parent, int depth)
    {
        if (depth > 60) return say("tags too deep");
        const auto name = tag.getKey("/S").isName() ? tag.getKey("/S").getName().substr(1) : std::string();
        check_tag(tag, name, parent);
        auto kids = tag.getKey("/K");
        std::vector<Object> all;
        if (kids.isArray())
            for (int index = 0; index < kids.getArrayNItems(); ++index) all.push_back(kids.getArrayItem(index));
        else
            all.push_back(kids);
        std::size_t cells = 0;
        for (auto& kid : all) {
            if (kid.isInteger()) check_content(tag, static_cast<int>(kid.getIntValue()));
            if (!kid.isDictionary()) continue;
            if (kid.getKey("/Type").isName() && kid.getKey("/Type").getName() == "/MCR") {
                check_content(kid, static_cast<int>(kid.getKey("/MCID").getIntValue()));
                continue;
            }
            const auto kid_name = kid.getKey("/S").isName() ? kid.getKey("/S").getName() : std::string();
            if (kid_name == "/TH" || kid_name == "/TD") ++cells;
            visit(kid, name, depth + 1);
        }
        if (name == "TR") check_row(cells);
        if (is_one_of(name, {"Document", "L", "LI", "Table", "TR"}))
            for (auto& kid : all)
                if (kid.isInteger()) say(name + " with content of its own");
    }

    void check_content(Object tag, int id)
    {
        auto page = tag.getKey("/Pg");
        if (!page.isDictionary()) return say("content without a page");
        if (contents_[page.getObjGen().getObj()].count(id) == 0) say("a tag without its content");
    }

    void check_tag(Object& tag, const std::string& name, const std::string& parent)
    {
        if (name.size() == 2 && name[0] == 'H') {
            const int level = name[1] - '0';
            if (first_heading_ == 0) first_heading_ = level;
            if (level > heading_ + 1) say(fmt::format("H{} after H{}", level, heading_));
            heading_ = level;
        }
        if (name == "Figure") {
            if (!tag.getKey("/Alt").isString() || tag.getKey("/Alt").getUTF8Value().empty())
                say("a figure without words");
            if (!tag.getKey("/A").isDictionary() || !tag.getKey("/A").hasKey("/BBox"))
                say("a figure without its place");
        }
        if (name == "TH" && (!tag.getKey("/A").isDictionary() || !tag.getKey("/A").hasKey("/Scope")))
            say("a table's head without scope");
        if (name == "Table") columns_ = 0;
        const std::map<std::string, std::string> homes{{"TR", "Table"}, {"TH", "TR"},  {"TD", "TR"},
                                                       {"LI", "L"},     {"Lbl", "LI"}, {"LBody", "LI"}};
        if (const auto home = homes.find(name); home != homes.end() && home->second != parent)
            say(fmt::format("{} in {}", name, parent));
    }

    void check_row(std::size_t cells)
    {
        if (columns_ == 0) columns_ = cells;
        if (cells != columns_) say("a table with rows of different lengths");
    }

    QPDF& pdf_;
    Object root_;
    std::map<int, std::set<int>> contents_;
    std::vector<std::string> faults_;
    int heading_ = 0;
    int first_heading_ = 0;
    std::size_t columns_ = 0;
};

// Leaves out what stands within artifacts, charts and their samples.
class OnlyWords : public Object::TokenFilter {
public:
    void handleToken(const QPDFTokenizer::Token& token) override
    {
        const auto value = token.getValue();
        const bool is_word = token.getType() == QPDFTokenizer::tt_word;
        pending_.push_back(token);
        if (!is_word) return;
        if (value == "BDC" || value == "BMC") {
            bool is_out = !hidden_.empty() && hidden_.back();
            for (const auto& before : pending_)
                is_out = is_out || is_one_of(before.getValue(), {"/Artifact", "/Figure", "/Lbl"});
            hidden_.push_back(is_out);
        }
        if (hidden_.empty() || !hidden_.back())
            for (const auto& one : pending_) writeToken(one);
        pending_.clear();
        if (value == "EMC" && !hidden_.empty()) {
            const bool was_out = hidden_.back();
            hidden_.pop_back();
            // The mark that opened it was written only if it is shown.
            if (was_out && (hidden_.empty() || !hidden_.back())) write("\n", 1);
        }
    }

private:
    std::vector<QPDFTokenizer::Token> pending_;
    std::vector<bool> hidden_;
};

std::string output_of(const std::string& command)
{
    std::string out;
    FILE* pipe = ::popen(command.c_str(), "r");
    REQUIRE(pipe != nullptr);
    std::array<char, 4096> piece{};
    while (const auto length = std::fread(piece.data(), 1, piece.size(), pipe)) out.append(piece.data(), length);
    REQUIRE(::pclose(pipe) == 0);
    return out;
}

}  // namespace

std::vector<std::string> pdf_words(const std::string& file)
{
    QPDF pdf;
    pdf.processMemoryFile("file", file.data(), file.size());
    for (auto& page : QPDFPageDocumentHelper(pdf).getAllPages())
        page.addContentTokenFilter(std::make_shared<OnlyWords>());
    const TempFolder folder;
    const auto path = folder / "words.pdf";
    QPDFWriter writer(pdf, path.c_str());
    writer.write();
    return split_words(output_of("pdftotext -raw '" + path.string() + "' -"));
}

std::vector<std::string> pdf_faults(const std::string& file, const std::string& password)
{
    if (!file.starts_with("%PDF-1.")) return {"no PDF of version 1"};
    QPDF pdf;
    pdf.setSuppressWarnings(true);
    pdf.processMemoryFile("file", file.data(), file.size(), password.empty() ? nullptr : password.c_str());
    auto faults = Rules(pdf).check();
    if (pdf.isEncrypted() && !pdf.allowAccessibility()) faults.push_back("a screen reader is not let in");
    if (pdf.anyWarnings()) faults.push_back("damaged: " + pdf.getWarnings().front().getMessageDetail());
    return faults;
}

}  // namespace throughline::test
