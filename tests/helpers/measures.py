"""The functions of `measures.js`, which tests run in pages."""

from pathlib import Path

FUNCTIONS = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")


def script(name: str) -> str:
    """A function of `measures.js`, as an expression for `evaluate` and the like: `page.evaluate(script("covered"))`.

    It brings along the functions that it calls, and leaves none in the page. It is evaluated by the browser's tools for
    developers, which the site's security policy does not bind.
    """
    return f"(() => {{\n{FUNCTIONS}\nreturn {name};\n}})()"
