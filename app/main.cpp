// throughline: the window program.
//     throughline [--sample] [--on DATE] [--as PERSON] [FILE]
#include <memory>
#include <optional>
#include <string>

#include <wx/app.h>
#include <wx/cmdline.h>
#include <wx/config.h>
#include <wx/fileconf.h>
#include <wx/filename.h>
#include <wx/log.h>

#include "app/platform/folders.hpp"
#include "app/platform/fonts.hpp"
#include "app/shell/frame.hpp"
#include "app/widget/utf8.hpp"

namespace throughline {

namespace {

// A broken promise of the toolkit is written down and lived with: a lesson is going on.
void log_assert(const wxString& file, int line, const wxString& function, const wxString& condition,
                const wxString& message)
{
    wxLogError("%s:%d, %s: %s %s", file, line, function, condition, message);
}

void use_settings_file()
{
    const auto file = settings_file();
    std::error_code error;
    std::filesystem::create_directories(file.parent_path(), error);
    if (error) wxLogWarning("The window's size cannot be remembered: %s", to_wx(error.message()));
    wxConfigBase::Set(new wxFileConfig("throughline", {}, to_wx(file.string()), {}, wxCONFIG_USE_LOCAL_FILE));
}

class App : public wxApp {
public:
    bool OnInit() override
    {
        SetAppName("throughline");
        SetAppDisplayName("Throughline");
        delete wxLog::SetActiveTarget(new wxLogStderr);  // never a box
        wxSetAssertHandler(log_assert);
        if (!wxApp::OnInit()) return false;
        begin_reading_fonts();
        use_settings_file();
        auto opening = begin_first();
        auto* frame = new Frame(options_);
        if (wants_sample_) frame->open_sample();
        if (opening) frame->open_file(std::move(*opening));
        frame->Show();
        return true;
    }

    int OnExit() override
    {
        delete wxConfigBase::Set(nullptr);
        return wxApp::OnExit();
    }

    void OnInitCmdLine(wxCmdLineParser& parser) override
    {
        parser.SetLogo("Throughline: what was agreed after one visit is looked at in the next.");
        parser.AddSwitch("h", "help", "says this", wxCMD_LINE_OPTION_HELP);
        parser.AddSwitch({}, "sample", "opens the sample school");
        parser.AddOption({}, "on", "the day that counts as today, such as 2026-11-03");
        parser.AddOption({}, "as", "who acts: a staff id, an e-mail address or a full name");
        parser.AddParam("FILE", wxCMD_LINE_VAL_STRING, wxCMD_LINE_PARAM_OPTIONAL);
    }

    bool OnCmdLineParsed(wxCmdLineParser& parser) override
    {
        wants_sample_ = parser.Found("sample");
        wxString text;
        if (parser.Found("on", &text)) {
            options_.on = parse_date(to_utf8(text));
            if (!options_.on) {
                wxLogError("--on needs a day such as 2026-11-03, not \"%s\".", text);
                return false;
            }
        }
        if (parser.Found("as", &text)) options_.as = to_utf8(text);
        if (parser.GetParamCount() > 0) file_ = to_utf8(parser.GetParam(0));
        return true;
    }

private:
    // What the command line names; else the file of last time, if it is still there.
    [[nodiscard]] std::optional<OpeningFile> begin_first() const
    {
        if (wants_sample_) return {};
        if (file_) return begin_opening(*file_, options_);
        const auto last = to_utf8(wxConfigBase::Get()->Read("last_file", wxString()));
        if (last.empty() || !std::filesystem::exists(last)) return {};
        return begin_opening(last, options_);
    }

    OpeningOptions options_;
    bool wants_sample_ = false;
    std::optional<std::string> file_;
};

}  // namespace

}  // namespace throughline

wxIMPLEMENT_APP(throughline::App);
