// The paper that a document becomes, held to the part of PDF/UA that tests/support/pdf_rules checks.
#include <algorithm>

#include <catch2/catch.hpp>
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFWriter.hh>

#include "tests/support/html_rules.hpp"
#include "tests/support/pdf_rules.hpp"
#include "tests/support/sample_document.hpp"
#include "tests/support/temp_workspace.hpp"
#include "throughline/report/html.hpp"
#include "throughline/report/pdf.hpp"

using namespace throughline;
using namespace throughline::report;
using namespace throughline::test;

namespace {

std::string pdf_of(const Document& document, const PdfOptions& options = {}) { return must(as_pdf(document, options)); }

// The file with one change made to it.
template <class Change>
std::string spoilt(const std::string& file, Change change)
{
    QPDF pdf;
    pdf.processMemoryFile("file", file.data(), file.size());
    change(pdf);
    QPDFWriter writer(pdf);
    writer.setOutputMemory();
    writer.write();
    const auto buffer = writer.getBufferSharedPointer();
    return {reinterpret_cast<const char*>(buffer->getBuffer()), buffer->getSize()};
}

Document long_document()
{
    auto document = sample_document();
    List list;
    Table table{"Many", {"Row", "Words"}, {}, true, {1, 3}};
    for (int line = 0; line < 80; ++line) {
        const auto number = std::to_string(line);
        list.items.push_back(
            {"01:30", "Line " + number + " of evidence that goes on for a while so that it breaks", "6.1"});
        table.rows.push_back({"Row " + number, "Words that go on for a while, number " + number});
    }
    std::string endless;
    for (int word = 0; word < 1500; ++word) endless += "word" + std::to_string(word) + " ";
    table.rows.push_back({"Endless", endless});
    table.rows.push_back({"After", "the end"});
    document.blocks.emplace_back(list);
    document.blocks.emplace_back(table);
    document.blocks.emplace_back(Paragraph{endless, {}});
    return document;
}

std::vector<std::string> without_signs(std::vector<std::string> words)
{
    std::erase_if(words, [](const std::string& word) { return word == "\u2014"; });
    return words;
}

}  // namespace

TEST_CASE("a PDF is tagged and complete, as far as our own rules know")
{
    for (const auto& fault : pdf_faults(pdf_of(sample_document()))) FAIL_CHECK(fault);
    for (const auto& fault : pdf_faults(pdf_of(long_document(), {Paper::a4, {}}))) FAIL_CHECK(fault);
}

TEST_CASE("the rules for a PDF bite")
{
    const auto good = pdf_of(sample_document());
    const auto root_without = [&](const char* key) {
        return pdf_faults(spoilt(good, [key](QPDF& pdf) { pdf.getRoot().removeKey(key); }));
    };
    for (const auto* key : {"/Lang", "/MarkInfo", "/ViewerPreferences", "/Metadata", "/StructTreeRoot"})
        CHECK_FALSE(root_without(key).empty());
    const auto each_without = [&](const char* name, const char* key) {
        return pdf_faults(spoilt(good, [&](QPDF& pdf) {
            for (auto& object : pdf.getAllObjects())
                if (object.isDictionary() && object.getKey("/S").isName() && object.getKey("/S").getName() == name)
                    object.removeKey(key);
        }));
    };
    CHECK_FALSE(each_without("/Figure", "/Alt").empty());
    CHECK_FALSE(each_without("/TH", "/A").empty());
    CHECK_FALSE(each_without("/H2", "/S").empty());
    CHECK_FALSE(pdf_faults(spoilt(good, [](QPDF& pdf) {
                    for (auto page : pdf.getAllPages()) page.addPageContents(pdf.newStream("0 0 10 10 re f"), false);
                })).empty());
    CHECK_FALSE(pdf_faults(spoilt(good, [](QPDF& pdf) {
                    for (auto& object : pdf.getAllObjects())
                        if (object.isDictionary() && object.hasKey("/FontFile2")) object.removeKey("/FontFile2");
                })).empty());
    CHECK_FALSE(pdf_faults("%PDF-2.0 no").empty());
}

TEST_CASE("the PDF says the page's words in the page's order")
{
    for (const auto& document : {sample_document(), long_document()}) {
        const auto page = html_words(as_html(document));
        const auto paper = without_signs(pdf_words(pdf_of(document)));
        REQUIRE(page.size() == paper.size());
        CHECK(page == paper);
    }
}

TEST_CASE("a password is asked for, and a screen reader is let in")
{
    const auto document = sample_document();
    const auto file = pdf_of(document, {Paper::letter, "correct horse"});
    QPDF locked;
    CHECK_THROWS(locked.processMemoryFile("file", file.data(), file.size()));
    QPDF wrong;
    CHECK_THROWS(wrong.processMemoryFile("file", file.data(), file.size(), "correct hors"));
    for (const auto& fault : pdf_faults(file, "correct horse")) FAIL_CHECK(fault);
    CHECK(file.find("Ana Ruiz") == std::string::npos);
    CHECK(file.find("Ruiz") == std::string::npos);
    QPDF open;
    open.processMemoryFile("file", file.data(), file.size(), "correct horse");
    int revision = 0;
    int permissions = 0;
    int version = 0;
    QPDF::encryption_method_e streams{};
    QPDF::encryption_method_e strings{};
    QPDF::encryption_method_e files{};
    REQUIRE(open.isEncrypted(revision, permissions, version, streams, strings, files));
    CHECK(revision == 6);
    CHECK(streams == QPDF::e_aesv3);
    CHECK(strings == QPDF::e_aesv3);
}

TEST_CASE("a password that protects nothing is refused, and one that cannot be typed in full")
{
    const auto document = sample_document();
    CHECK(as_pdf(document, {Paper::letter, "short"}).error().code == ErrorCode::invalid);
    CHECK(as_pdf(document, {Paper::letter, std::string(128, 'x')}).error().code == ErrorCode::invalid);
    CHECK(as_pdf(document, {Paper::letter, "bad \xff utf-8 here"}).error().code == ErrorCode::invalid);
    CHECK(as_pdf(document, {Paper::letter, "\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9"}));
}

TEST_CASE("whatever a person typed makes a PDF that stays whole")
{
    for (const auto& text : hostile_texts()) {
        INFO(text);
        auto document = sample_document();
        document.title += text;
        document.author = document.confidential = document.made = text;
        document.blocks = {Heading{2, text}, Paragraph{text, Paragraph::Look::lead}, List{{{text, text, text}}},
                           Table{text, {text, text}, {{text, text}}, true, {}}, Notice{text, text}};
        auto chart = sample_chart("x" + text);
        chart.note = chart.subtitle = chart.scale[0].label = chart.rows[0] = text;
        document.blocks.emplace_back(Figures{{chart, chart, chart}, false});
        for (const auto& fault : pdf_faults(pdf_of(document))) FAIL_CHECK(fault);
    }
}

TEST_CASE("a text of a million letters becomes pages, not a fault")
{
    auto document = sample_document();
    List list;
    for (int line = 0; line < 8'000; ++line)
        list.items.push_back({"00:10", "Teacher: " + std::string(116, static_cast<char>('a' + line % 26)), {}});
    document.blocks = {Heading{2, "What was seen"}, list};
    for (const auto& fault : pdf_faults(pdf_of(document))) FAIL_CHECK(fault);
}

TEST_CASE("the same document makes the same PDF") { CHECK(pdf_of(sample_document()) == pdf_of(sample_document())); }
