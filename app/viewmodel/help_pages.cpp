#include "app/viewmodel/help_pages.hpp"

#include "throughline/base/text.hpp"

namespace throughline {

namespace {

using Style = TextRun::Style;

class Writer {
public:
    void line(std::string_view text)
    {
        if (text.starts_with("```")) {
            end_paragraph();
            is_code_ = !is_code_;
            return;
        }
        if (is_code_) return add(Style::code, "    " + std::string(text) + "\n");
        if (trimmed(text).empty()) return end_paragraph();
        if (text.starts_with("# ")) return heading(Style::title, text.substr(2));
        if (text.starts_with("## ")) return heading(Style::heading, text.substr(3));
        if (text.starts_with("### ")) return heading(Style::heading, text.substr(4));
        if (text.starts_with("- ") || text.starts_with("* ")) {
            if (is_open_) add(Style::plain, "\n");
            add(Style::plain, "\u2022 ");
            is_open_ = true;
            return inline_text(trimmed(text.substr(2)));
        }
        if (is_open_) add(Style::plain, text.starts_with("|") ? "\n" : " ");
        is_open_ = true;
        inline_text(trimmed(text));
    }

    std::vector<TextRun> finish()
    {
        end_paragraph();
        return std::move(runs_);
    }

private:
    void add(Style style, std::string_view text)
    {
        if (text.empty()) return;
        if (!runs_.empty() && runs_.back().style == style)
            runs_.back().text += text;
        else
            runs_.push_back({style, std::string(text)});
    }

    void end_paragraph()
    {
        if (is_open_) add(Style::plain, "\n\n");
        is_open_ = false;
    }

    void heading(Style style, std::string_view text)
    {
        end_paragraph();
        add(style, text);
        add(Style::plain, "\n\n");
    }

    // **bold** and `code`; a mark without its partner stands for itself.
    void inline_text(std::string_view text)
    {
        while (!text.empty()) {
            const auto at = text.find_first_of("*`");
            if (at == std::string_view::npos) return add(Style::plain, text);
            add(Style::plain, text.substr(0, at));
            text.remove_prefix(at);
            const std::string_view mark = text.starts_with("**") ? "**" : text.substr(0, 1);
            const auto end = mark == "*" ? std::string_view::npos : text.find(mark, mark.size());
            if (end == std::string_view::npos) {
                add(Style::plain, mark);
                text.remove_prefix(mark.size());
                continue;
            }
            add(mark == "`" ? Style::code : Style::bold, text.substr(mark.size(), end - mark.size()));
            text.remove_prefix(end + mark.size());
        }
    }

    std::vector<TextRun> runs_;
    bool is_open_ = false;
    bool is_code_ = false;
};

}  // namespace

std::vector<TextRun> runs_of_markdown(std::string_view markdown)
{
    Writer writer;
    while (!markdown.empty()) {
        const auto end = markdown.find('\n');
        writer.line(markdown.substr(0, end));
        if (end == std::string_view::npos) break;
        markdown.remove_prefix(end + 1);
    }
    return writer.finish();
}

}  // namespace throughline
