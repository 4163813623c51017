"""Opens a packet in Chromium, fills its form in as a teacher does, and saves the answer.

Called with the packet's file, a folder for the download and the reply. Prints the saved file's path.
"""
import json
import os
import sys
import time

sys.dont_write_bytecode = True  # nothing is left in the sources

from browser import Browser


def main(packet, folder, reply):
    with Browser() as browser:
        page = browser.open("file://" + os.path.abspath(packet))
        browser.downloads_to(folder)
        page.evaluate("document.getElementById('acknowledged').click()")
        page.evaluate(f"document.getElementById('reply').value = {json.dumps(reply)}")
        page.evaluate("document.querySelector('button[type=submit]').click()")
        until = time.monotonic() + 20
        while time.monotonic() < until:
            event = browser.message(0.5)
            done = event and event.get("method") == "Browser.downloadProgress"
            if done and event["params"]["state"] == "completed":
                names = [name for name in os.listdir(folder) if name.endswith(".json")]
                print(os.path.join(folder, names[0]))
                return 0
    print("nothing was downloaded", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
