"""What every web page that we write has in common: how its texts are escaped, and what it may do.

A page shows what people have written in workbooks. Jinja escapes it as text, and a content
security policy in the page's head tells the browser that nothing else in it runs or is fetched.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable
from importlib.resources import files
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jinja2 import Environment


def environment(written: Callable[[str], str]) -> Environment:
    """Return the reader of a page's template.

    Args:
        written: how a text is written on the page. Every text passes it, and then the escaping,
            without being asked to.
    """
    from jinja2 import Environment, StrictUndefined  # noqa: PLC0415 - only pages need it

    def text_of(value: Any) -> Any:
        return value if hasattr(value, "__html__") else written(str(value))

    return Environment(
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=text_of,
    )


def base_style() -> str:
    """Return the style that pages of verdicts and answers begin with: colours, type, print."""
    return files(__package__).joinpath("web_page.css").read_text(encoding="utf-8")


def policy(style: str, script: str = "", *, pictures: bool = False) -> str:
    """Return the content security policy of a page: what it may show and run, and nothing else.

    Args:
        style: the whole text of its one style element.
        script: the whole text of its one script element, if it has any.
        pictures: whether it has pictures within itself.
    """
    parts = ["default-src 'none'", "base-uri 'none'", "form-action 'none'"]
    parts.append(f"style-src '{_mark(style)}'")
    if script:
        parts.append(f"script-src '{_mark(script)}'")
    if pictures:
        parts.append("img-src data:")
    return "; ".join(parts)


def _mark(content: str) -> str:
    """Return what a content security policy calls this very text."""
    return "sha256-" + base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
