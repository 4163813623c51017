#include "core/report/pdf_tags.hpp"

#include <algorithm>
#include <array>
#include <exception>
#include <string_view>

#include <fmt/format.h>
#include <qpdf/Buffer.hh>
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFObjectHandle.hh>
#include <qpdf/QPDFPageDocumentHelper.hh>
#include <qpdf/QPDFWriter.hh>

#include "core/report/clean_text.hpp"
#include "core/report/html_writer.hpp"

namespace throughline::report {
namespace {

constexpr int tag_depth_max = 64;  // our own deepest is a paragraph in a cell: 5

using Object = QPDFObjectHandle;

bool contains(const auto& words, std::string_view word)
{
    return std::find(words.begin(), words.end(), word) != words.end();
}

// Puts everything that is painted outside of tags between "/Artifact BMC" and "EMC": page numbers, rules and frames
// are not read aloud. Cairo writes one painting after the other, never one within another, so each is wrapped alone.
class ArtifactMarks : public Object::TokenFilter {
public:
    void handleToken(const QPDFTokenizer::Token& token) override
    {
        if (token.getType() != QPDFTokenizer::tt_word) {
            pending_.push_back(token);
            return;
        }
        const auto word = token.getValue();
        const bool is_tag = word == "BDC" || word == "BMC";
        if (depth_ == 0 && !in_artifact_ && contains(openings, word)) {
            write(std::string_view("/Artifact BMC\n"));
            in_artifact_ = true;
        }
        for (const auto& before : pending_) writeToken(before);
        pending_.clear();
        writeToken(token);
        if (is_tag) ++depth_;
        if (word == "EMC") --depth_;
        if (in_artifact_ && depth_ == 0 && contains(closings, word)) {
            write(std::string_view("\nEMC"));
            in_artifact_ = false;
        }
    }
    void handleEOF() override
    {
        for (const auto& before : pending_) writeToken(before);
        pending_.clear();
    }

private:
    // Operators that begin a painting: a path's first piece, a text, an image, a shading.
    static constexpr std::array<std::string_view, 6> openings{"m", "re", "BT", "Do", "sh", "BI"};
    // Operators that end one.
    static constexpr std::array<std::string_view, 14> closings{"f", "F",  "f*", "S",  "s",  "B",  "B*",
                                                               "b", "b*", "n",  "ET", "Do", "sh", "EI"};
    using Object::TokenFilter::write;
    void write(std::string_view text) { write(text.data(), text.size()); }

    std::vector<QPDFTokenizer::Token> pending_;
    int depth_ = 0;  // of tags around the current place
    bool in_artifact_ = false;
};

// Walks over the tags in their order.
class TagWalk {
public:
    explicit TagWalk(const std::vector<TaggedFigure>& figures) : figures_(figures) {}

    void visit(Object tag, int depth = 0)
    {
        if (depth > tag_depth_max || !tag.isDictionary()) return;
        if (tag.getKey("/S").isName()) describe(tag, tag.getKey("/S").getName());
        auto kids = tag.getKey("/K");
        if (kids.isDictionary()) return visit(kids, depth + 1);
        if (!kids.isArray()) return;
        for (int index = 0; index < kids.getArrayNItems(); ++index) visit(kids.getArrayItem(index), depth + 1);
    }
    [[nodiscard]] bool described_all_figures() const { return next_figure_ == figures_.size(); }

private:
    void describe(Object& tag, const std::string& name)
    {
        if (name == "/Table") row_ = 0;
        if (name == "/TR") ++row_;
        if (name == "/TH")
            tag.replaceKey("/A",
                           Object::parse(row_ == 1 ? "<< /O /Table /Scope /Column >>" : "<< /O /Table /Scope /Row >>"));
        if (name != "/Figure" || next_figure_ == figures_.size()) return;
        const auto& figure = figures_[next_figure_++];
        tag.replaceKey("/Alt", Object::newUnicodeString(clean_text(figure.words)));
        tag.replaceKey(
            "/A", Object::parse(fmt::format("<< /O /Layout /Placement /Block /BBox [{:.2f} {:.2f} {:.2f} {:.2f}] >>",
                                            figure.left, figure.bottom, figure.right, figure.top)));
    }

    const std::vector<TaggedFigure>& figures_;
    std::size_t next_figure_ = 0;
    int row_ = 0;  // of the table, counted from 1: the first holds the columns' heads
};

// XMP (ISO 16684-1). The part number tells a checker which rules to hold the file to.
std::string metadata(const Document& document)
{
    const auto made_at = iso_utc(document.made_at);
    return fmt::format(
        "<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
        "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n"
        " <rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
        "  <rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\"\n"
        "    xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\">\n"
        "   <dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">{0}</rdf:li></rdf:Alt></dc:title>\n"
        "   <dc:creator><rdf:Seq><rdf:li>{1}</rdf:li></rdf:Seq></dc:creator>\n"
        "   <dc:language><rdf:Bag><rdf:li>{2}</rdf:li></rdf:Bag></dc:language>\n"
        "   <dc:format>application/pdf</dc:format>\n"
        "   <xmp:CreatorTool>Throughline</xmp:CreatorTool>\n"
        "   <xmp:CreateDate>{3}</xmp:CreateDate>\n"
        "   <xmp:ModifyDate>{3}</xmp:ModifyDate>\n"
        "   <pdfuaid:part>1</pdfuaid:part>\n"
        "  </rdf:Description>\n"
        " </rdf:RDF>\n"
        "</x:xmpmeta>\n"
        "<?xpacket end=\"r\"?>\n",
        escaped_html(document.title), escaped_html(document.author), escaped_html(document.language), made_at);
}

void complete_catalogue(QPDF& pdf, const Document& document)
{
    auto root = pdf.getRoot();
    root.replaceKey("/Lang", Object::newUnicodeString(document.language));
    root.replaceKey("/ViewerPreferences", Object::parse("<< /DisplayDocTitle true >>"));
    root.replaceKey("/MarkInfo", Object::parse("<< /Marked true >>"));
    auto stream = pdf.newStream(metadata(document));
    stream.getDict().replaceKey("/Type", Object::newName("/Metadata"));
    stream.getDict().replaceKey("/Subtype", Object::newName("/XML"));
    root.replaceKey("/Metadata", stream);
}

std::string written(QPDF& pdf, const std::string& password)
{
    QPDFWriter writer(pdf);
    writer.setOutputMemory();
    writer.setObjectStreamMode(qpdf_o_generate);
    if (password.empty()) {
        writer.setDeterministicID(true);
    } else {
        // One password for opening and for everything else: whoever may read the file may also print and copy it, and
        // a screen reader always may.
        writer.setR6EncryptionParameters(password.c_str(), password.c_str(), true, true, true, true, true, true,
                                         qpdf_r3p_full, true);
    }
    writer.write();
    const auto buffer = writer.getBufferSharedPointer();
    return {reinterpret_cast<const char*>(buffer->getBuffer()), buffer->getSize()};
}

}  // namespace

Result<std::string> completed_pdf(const std::string& drawn, const Document& document,
                                  const std::vector<TaggedFigure>& figures, const std::string& password)
{
    try {
        QPDF pdf;
        pdf.setSuppressWarnings(true);
        pdf.processMemoryFile("drawn", drawn.data(), drawn.size());
        complete_catalogue(pdf, document);
        TagWalk walk(figures);
        walk.visit(pdf.getRoot().getKey("/StructTreeRoot"));
        if (!walk.described_all_figures())
            return Failure(Error{ErrorCode::invalid,
                                 "The PDF lost a chart while it was made. Make the web page instead.",
                                 {},
                                 {},
                                 "fewer figures tagged than drawn"});
        for (auto& page : QPDFPageDocumentHelper(pdf).getAllPages()) {
            page.getObjectHandle().replaceKey("/Tabs", Object::newName("/S"));
            page.addContentTokenFilter(std::make_shared<ArtifactMarks>());
        }
        return written(pdf, password);
    } catch (const std::exception& exception) {
        return Failure(Error{ErrorCode::storage,
                             "The PDF could not be completed. Make the web page instead.",
                             {},
                             {},
                             exception.what()});
    }
}

}  // namespace throughline::report
