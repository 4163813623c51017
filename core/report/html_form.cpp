#include "core/report/html_form.hpp"

#include <fmt/format.h>

#include "core/embed/embedded.hpp"

namespace throughline::report::texts {
std::span<const embedded::File> files();
}

namespace throughline::report {
namespace {

constexpr int answer_chars_max = 10'000;  // what the form lets a person type; the program takes more

void write_text_field(HtmlWriter& page, const char* id, const std::string& label)
{
    page.raw("<p><label for=\"").raw(id).raw("\">").text(label).raw("</label>\n<textarea id=\"").raw(id);
    page.raw(fmt::format("\" rows=\"4\" maxlength=\"{}\"></textarea></p>\n", answer_chars_max));
}

void write_self_ratings(HtmlWriter& page, const AnswerForm& form)
{
    if (form.self_ratings.empty()) return;
    page.raw("<details>\n<summary>Rate the lesson yourself, on the same rubric</summary>\n");
    page.element("p class=\"quiet\"", "Only the rows that you want to rate. Your levels stand beside the observer's.");
    int number = 0;
    for (const auto& question : form.self_ratings) {
        const auto id = fmt::format("row{}", ++number);
        page.raw("<p class=\"row\"><label for=\"").raw(id).raw("\">").text(question.text);
        page.raw("</label>\n<select id=\"").raw(id).raw("\"").attribute("data-code", question.code);
        page.raw("><option value=\"\">Not rated</option>");
        for (const auto& choice : question.choices)
            page.raw("<option").attribute("value", choice.value).raw(">").text(choice.label).raw("</option>");
        page.raw("</select></p>\n");
    }
    page.raw("</details>\n");
}

}  // namespace

void write_form(HtmlWriter& page, const AnswerForm& form)
{
    page.raw("<section class=\"answer\" aria-labelledby=\"answer-title\">\n");
    page.element("h2 id=\"answer-title\"", "Your answer").raw("\n");
    page.raw("<p id=\"no-form\">To answer, open this file in a web browser that may run its script");
    if (!form.mail_to.empty()) {
        page.raw(", or write to <a").attribute("href", "mailto:" + form.mail_to).raw(">").text(form.mail_to);
        page.raw("</a>");
    }
    page.raw(".</p>\n<form id=\"answer\" hidden").attribute("data-packet", form.packet);
    page.attribute("data-observation", form.observation).attribute("data-key", form.key);
    page.attribute("data-file", form.file_name).attribute("data-mail", form.mail_to);
    page.attribute("data-teacher", form.teacher).raw(">\n");
    page.element("p class=\"quiet\"",
                 "Nothing is sent from this page. Your answer is saved as a file on your device; give it to " +
                     form.observer + ", who files it beside the feedback.");
    page.raw("\n<p><input type=\"checkbox\" id=\"acknowledged\"> ");
    page.raw("<label for=\"acknowledged\">I have read this feedback</label></p>\n");
    write_text_field(page, "reply", "Your reply to " + form.observer);
    write_text_field(page, "reflection", "Your own reflection on the lesson");
    write_self_ratings(page, form);
    page.raw("<p><button type=\"submit\">Save my answer as a file</button>");
    page.raw(" <button type=\"button\" id=\"mail\">Write it into a mail instead</button></p>\n");
    page.raw("<p id=\"said\" role=\"status\"></p>\n</form>\n<script>")
        .raw(form_script())
        .raw("</script>\n</section>\n");
}

const std::string& form_script()
{
    static const std::string script(embedded::text_of(texts::files(), "answer.js"));
    return script;
}

}  // namespace throughline::report
