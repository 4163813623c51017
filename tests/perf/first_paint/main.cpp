// perf_first_paint TITLE COMMAND...: starts a program and prints, in milliseconds, how long it took until a window
// whose title begins so had been painted as a whole, and how much processor time the program had used when it came to
// rest.
//
// A window that is there and still blank does not count: what is waited for is a paint of most of its area, after it
// has got its title. Ends the program.
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <memory>
#include <string>
#include <thread>

#include <X11/Xatom.h>
#include <X11/Xlib.h>
#include <X11/extensions/Xdamage.h>

namespace {

using namespace std::chrono_literals;
using Steady = std::chrono::steady_clock;

constexpr auto give_up_after = 10s;
constexpr auto rest = 400ms;  // what a program still does after its first picture is counted for this long
constexpr auto between_looks = 300us;

struct ByX {
    void operator()(unsigned char* bytes) const { XFree(bytes); }
};

struct Property {
    std::unique_ptr<unsigned char, ByX> bytes;
    unsigned long count = 0;
};

Property property_of(Display* display, Window window, const char* name)
{
    constexpr long words_max = 1000;
    Atom type = None;
    int format = 0;
    unsigned long left = 0;
    unsigned char* bytes = nullptr;
    Property property;
    if (XGetWindowProperty(display, window, XInternAtom(display, name, False), 0, words_max, False, AnyPropertyType,
                           &type, &format, &property.count, &left, &bytes) != Success)
        property.count = 0;
    property.bytes.reset(bytes);
    return property;
}

std::string title_of(Display* display, Window window)
{
    const auto title = property_of(display, window, "_NET_WM_NAME");
    return title.bytes ? std::string(reinterpret_cast<const char*>(title.bytes.get()), title.count) : std::string();
}

// The first window that the window manager manages and shows; None if there is none.
Window shown_window(Display* display)
{
    const auto clients = property_of(display, DefaultRootWindow(display), "_NET_CLIENT_LIST");
    const auto* windows = reinterpret_cast<const Window*>(clients.bytes.get());
    for (unsigned long i = 0; i < clients.count; ++i) {
        XWindowAttributes attributes;
        if (XGetWindowAttributes(display, windows[i], &attributes) && attributes.map_state == IsViewable)
            return windows[i];
    }
    return None;
}

bool is_whole_paint(Display* display, Window window, const XRectangle& painted)
{
    XWindowAttributes attributes;
    if (!XGetWindowAttributes(display, window, &attributes)) return false;
    return 4L * painted.width * painted.height >= 3L * attributes.width * attributes.height;
}

// False if it does not come.
bool wait_for_paint(Display* display, const std::string& title)
{
    int first_event = 0;
    int first_error = 0;
    if (!XDamageQueryExtension(display, &first_event, &first_error)) return false;
    const auto deadline = Steady::now() + give_up_after;
    Window window = None;
    while (Steady::now() < deadline) {
        if (!window && (window = shown_window(display))) XDamageCreate(display, window, XDamageReportRawRectangles);
        const bool has_title = window && title_of(display, window).starts_with(title);
        while (XPending(display)) {
            XEvent event;
            XNextEvent(display, &event);
            if (!has_title || event.type != first_event + XDamageNotify) continue;
            if (is_whole_paint(display, window, reinterpret_cast<XDamageNotifyEvent&>(event).area)) return true;
        }
        std::this_thread::sleep_for(between_looks);
    }
    return false;
}

double ms_of(const timeval& time)
{
    return 1e3 * static_cast<double>(time.tv_sec) + 1e-3 * static_cast<double>(time.tv_usec);
}

}  // namespace

int main(int count, char** words)
{
    auto* display = count > 2 ? XOpenDisplay(nullptr) : nullptr;
    if (!display) {
        std::fputs("perf_first_paint TITLE COMMAND...: needs a display with a window manager.\n", stderr);
        return 2;
    }
    // A window may go while it is asked.
    XSetErrorHandler([](Display*, XErrorEvent*) { return 0; });
    const auto began = Steady::now();
    const pid_t program = fork();
    if (program == 0) {
        execvp(words[2], words + 2);
        _exit(127);
    }
    const bool is_painted = wait_for_paint(display, words[1]);
    const std::chrono::duration<double, std::milli> taken = Steady::now() - began;
    std::this_thread::sleep_for(rest);
    kill(program, SIGKILL);
    rusage used{};
    wait4(program, nullptr, 0, &used);
    while (shown_window(display)) std::this_thread::sleep_for(between_looks);  // the next one begins without it
    if (!is_painted) {
        std::fprintf(stderr, "perf_first_paint: no window \"%s\" of %s was painted.\n", words[1], words[2]);
        return 1;
    }
    std::printf("%.1f %.1f\n", taken.count(), ms_of(used.ru_utime) + ms_of(used.ru_stime));
    return 0;
}
