"""Chromium without a window, driven over a pipe: nothing but Debian's chromium and python3 is needed.

Used by the tests in this folder. A Browser is a process of its own with a profile of its own, which go at the end.
The protocol is Chromium's DevTools protocol: JSON messages that end with a NUL byte, on the descriptors 3 and 4.
"""
import base64
import json
import os
import select
import shutil
import subprocess
import tempfile
import time

ANSWER_SECONDS_MAX = 60


class Browser:
    def __init__(self):
        self.folder = tempfile.mkdtemp(prefix="throughline-browser-")
        to_read, self.write_end = os.pipe()
        self.read_end, to_write = os.pipe()
        # Without a sandbox, since containers forbid it; the pages are our own.
        command = ["chromium", "--headless=new", "--remote-debugging-pipe", "--no-sandbox", "--disable-gpu",
                   "--disable-dev-shm-usage", "--no-first-run", "--disable-background-networking",
                   "--disable-component-update", "--hide-scrollbars", "--lang=en-US",
                   "--user-data-dir=" + os.path.join(self.folder, "profile")]
        environment = dict(os.environ, HOME=self.folder, TZ="America/New_York")
        self.process = subprocess.Popen(["bash", "-c", f'exec "$@" 3<&{to_read} 4>&{to_write}', "chromium"] + command,
                                        pass_fds=(to_read, to_write), env=environment, stdin=subprocess.DEVNULL,
                                        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(to_read)
        os.close(to_write)
        self.unread = b""
        self.events = []
        self.last_id = 0

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        os.close(self.write_end)
        os.close(self.read_end)
        shutil.rmtree(self.folder, ignore_errors=True)

    def message(self, seconds):
        """The next message, or nothing within that time."""
        until = time.monotonic() + seconds
        while b"\0" not in self.unread:
            ready, _, _ = select.select([self.read_end], [], [], max(0, until - time.monotonic()))
            if not ready:
                return None
            piece = os.read(self.read_end, 1 << 16)
            if not piece:
                raise RuntimeError("chromium ended by itself")
            self.unread += piece
        text, self.unread = self.unread.split(b"\0", 1)
        return json.loads(text)

    def call(self, method, session=None, **parameters):
        self.last_id += 1
        request = {"id": self.last_id, "method": method, "params": parameters}
        if session:
            request["sessionId"] = session
        text = json.dumps(request).encode() + b"\0"
        while text:
            text = text[os.write(self.write_end, text):]
        while True:
            answer = self.message(ANSWER_SECONDS_MAX)
            if answer is None:
                raise RuntimeError(f"chromium did not answer {method}")
            if answer.get("id") != self.last_id:
                self.events.append(answer)
                continue
            if "error" in answer:
                raise RuntimeError(f"{method}: {answer['error']}")
            return answer["result"]

    def downloads_to(self, folder):
        self.call("Browser.setDownloadBehavior", behavior="allow", downloadPath=str(folder), eventsEnabled=True)

    def downloaded(self, folder, click):
        """The path of the one .json file in `folder`, once what `click` downloads is whole."""
        self.events.clear()
        click()
        seen = 0  # an event may come before the answer to the click
        until = time.monotonic() + 20
        while True:
            for event in self.events[seen:]:
                if event.get("method") == "Browser.downloadProgress" and event["params"]["state"] == "completed":
                    names = [name for name in os.listdir(folder) if name.endswith(".json")]
                    assert len(names) == 1, names
                    return os.path.join(folder, names[0])
            seen = len(self.events)
            left = until - time.monotonic()
            if left <= 0:
                raise AssertionError("nothing was downloaded")
            event = self.message(left)
            if event is not None:
                self.events.append(event)

    def open(self, url, width=1280, height=900, dark=False):
        return Page(self, url, width, height, dark)


class Page:
    def __init__(self, browser, url, width, height, dark):
        self.browser = browser
        target = browser.call("Target.createTarget", url="about:blank")["targetId"]
        self.session = browser.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.call(domain + ".enable")
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1,
                  mobile=width < 500)
        self.call("Emulation.setEmulatedMedia",
                  features=[{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}])
        browser.events.clear()
        self.call("Page.navigate", url=url)
        self.wait_for("document.readyState === 'complete' && location.href !== 'about:blank'")

    def call(self, method, **parameters):
        return self.browser.call(method, session=self.session, **parameters)

    def evaluate(self, expression):
        result = self.call("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in result:
            raise RuntimeError(result["exceptionDetails"].get("exception", {}).get("description", expression))
        return result["result"].get("value")

    def wait_for(self, condition, seconds=20):
        until = time.monotonic() + seconds
        while not self.evaluate(condition):
            if time.monotonic() > until:
                raise RuntimeError("waited in vain for " + condition)
            time.sleep(0.02)

    def complaints(self):
        """What the page's console says: errors, refused scripts and styles."""
        self.evaluate("0")
        found = []
        for event in self.browser.events:
            if event.get("method") == "Log.entryAdded":
                found.append(event["params"]["entry"]["text"])
            if event.get("method") == "Runtime.exceptionThrown":
                found.append(event["params"]["exceptionDetails"]["text"])
        return found

    def requests(self):
        """The addresses that the page asked for, itself included."""
        self.evaluate("0")
        return [event["params"]["request"]["url"] for event in self.browser.events
                if event.get("method") == "Network.requestWillBeSent"]

    def screenshot(self, path, whole=True):
        picture = self.call("Page.captureScreenshot", captureBeyondViewport=whole, format="png",
                            **({"clip": self.whole()} if whole else {}))
        with open(path, "wb") as file:
            file.write(base64.b64decode(picture["data"]))

    def whole(self):
        size = self.call("Page.getLayoutMetrics")["cssContentSize"]
        return {"x": 0, "y": 0, "width": size["width"], "height": size["height"], "scale": 1}
