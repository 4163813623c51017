"""Opens a packet in Chromium, fills its form in as a teacher does, and saves the answer.

Called with the packet's file, a folder for the download and the reply. Prints the saved file's path.
"""
import json
import os
import sys

sys.dont_write_bytecode = True  # nothing is left in the sources

from browser import Browser


def main(packet, folder, reply):
    with Browser() as browser:
        page = browser.open("file://" + os.path.abspath(packet))
        browser.downloads_to(folder)
        page.evaluate("document.getElementById('acknowledged').click()")
        page.evaluate(f"document.getElementById('reply').value = {json.dumps(reply)}")
        submit = "document.querySelector('button[type=submit]').click()"
        print(browser.downloaded(folder, lambda: page.evaluate(submit)))


if __name__ == "__main__":
    main(*sys.argv[1:])
