// Starts wx around the window tests: one program, one event loop, and a run that fails on a dialog nobody expected.
#include <wx/app.h>
#include <wx/config.h>
#include <wx/evtloop.h>
#include <wx/fileconf.h>
#include <wx/filename.h>
#include <wx/log.h>

#include "tests/support/catch_runner.hpp"
#include "tests/ui/surprises.hpp"

namespace {

int argument_count = 0;
char** arguments = nullptr;

class TestApp : public wxApp {
public:
    bool OnInit() override
    {
        SetAppName("throughline");
        delete wxLog::SetActiveTarget(new wxLogStderr);
        wxSetAssertHandler(throughline::test::note_assert);
        // with_display.sh gives each run a home of its own; what is remembered there goes with it.
        wxConfigBase::Set(
            new wxFileConfig("throughline", {}, wxFileName::GetHomeDir() + "/settings", {}, wxCONFIG_USE_LOCAL_FILE));
        return true;
    }
    int OnRun() override
    {
        wxEventLoop loop;
        const wxEventLoopActivator active(&loop);
        const throughline::test::DialogWatch watch;
        return run_catch(argument_count, arguments);
    }
    int OnExit() override
    {
        delete wxConfigBase::Set(nullptr);
        return wxApp::OnExit();
    }
};

}  // namespace

wxIMPLEMENT_APP_NO_MAIN(TestApp);

int main(int count, char** values)
{
    argument_count = count;
    arguments = values;
    int wx_argument_count = 1;  // Catch's options are none of wx's
    return wxEntry(wx_argument_count, values);
}
