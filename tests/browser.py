"""A real Chromium for the tests of web pages; they are skipped where there is none."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, sync_playwright

_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")


#: What would harm a reader if the page let it: told in ``window.harmed``, or fetched from outside.
HARMFUL = (
    "<script>window.harmed = 1</script>"
    "<img src='data:,' onerror='window.harmed = 2'>"
    "<svg onload='window.harmed = 3'></svg>"
    "<a id='harmful' href='javascript:void(window.harmed = 4)'>x</a>"
    "<iframe srcdoc='&lt;script&gt;parent.harmed = 5&lt;/script&gt;'></iframe>"
    "<img src='http://127.0.0.1:9/bild.png'>"
    "<link rel='stylesheet' href='http://127.0.0.1:9/stil.css'>"
    "<style>body { background: url(http://127.0.0.1:9/grund.png) }</style>"
    "<object data='http://127.0.0.1:9/sak'></object>"
    "<meta http-equiv='refresh' content='0;url=javascript:window.harmed=6'>"
)


def harm(browser: Browser, path: Path) -> tuple[object, list[str]]:
    """Return what ran and what was fetched of a page that something harmful has got into."""
    text = path.read_text(encoding="utf-8")
    spoilt = path.with_name("skadad.html")
    spoilt.write_text(text.replace("<main", f"{HARMFUL}<main", 1), encoding="utf-8")
    page = browser.new_page()
    asked: list[str] = []
    # Of what the policy forbids nothing leaves the browser; the rest fails, for nobody answers.
    page.on("requestfailed", lambda r: asked.append(r.url) if r.failure != "csp" else None)
    page.goto(spoilt.as_uri())
    page.locator("#harmful").click()
    page.wait_for_timeout(300)
    ran = page.evaluate("window.harmed ?? null")
    page.close()
    return ran, [url for url in asked if url.startswith("http:")]


_LEAST_TRIED = 20
_NO_NAMES = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
"""No name of a host leads anywhere: neither a page nor the browser itself fetches from outside."""

in_both_colours = pytest.mark.parametrize("dark", [False, True])
in_narrow_windows = pytest.mark.parametrize("width", [320, 640])
"""640 is a screen of 1280 at 200 %."""


def is_read_by_all(browser: Browser, address: str, *, dark: bool, opened: str = "") -> None:
    """See to it that axe has nothing to say of a page; ``opened`` is a script that opens parts."""
    page = browser.new_page(color_scheme="dark" if dark else "light", bypass_csp=True)
    page.goto(address)
    if opened:
        page.evaluate(opened)
    found = Axe().run(page)
    page.close()
    assert found.violations_count == 0, found.generate_report()
    assert len(found.response["passes"]) > _LEAST_TRIED


def fits(browser: Browser, address: str, width: int) -> None:
    """See to it that nothing of a page is outside a window of a width in pixels."""
    page = browser.new_page(viewport={"width": width, "height": 700})
    page.goto(address)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    found = next(filter(None, map(shutil.which, _BROWSERS)), None)
    if found is None:
        pytest.skip("there is no Chromium to read the page with (apt-get install chromium)")
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=found, args=[_NO_NAMES, *(["--no-sandbox"] if root else [])]
        )
        yield started
        started.close()
