"""What readers come for: every task of `tasks.yml` is done as it says, with as many clicks and keys as it says."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from playwright.sync_api import Page, expect

from edition.document.addresses import address_of
from edition.document.index import Index
from tests.helpers.browsing import Tab, clipboard, painted
from tests.helpers.renaming import now

TASKS: list[dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("tasks.yml").read_text(encoding="utf-8"))
WINDOWS: dict[str, Any] = {"desk": {"width": 1440, "height": 900}, "phone": {"width": 390, "height": 844}}
ENDS = "reaches", "at", "sees", "copies", "gets", "pressed"
ENDS_OF = """([id, words]) => {
  const walker = document.createTreeWalker(document.querySelector(`[data-verbatim='${id}']`), NodeFilter.SHOW_TEXT);
  const letters = [];
  while (walker.nextNode()) letters.push(...[...walker.currentNode.data].map((letter, at) => [walker.currentNode, at]));
  const from = letters.map(([node, at]) => node.data[at]).join("").indexOf(words);
  const boxes = [from, from + words.length - 1].map((place) => {
    const range = document.createRange(), [node, at] = letters[place];
    range.setStart(node, at);
    range.setEnd(node, at + 1);
    return range.getBoundingClientRect();
  });
  const middle = (box) => (box.top + box.bottom) / 2;
  return [boxes[0].left + 1, middle(boxes[0]), boxes[1].right - 1, middle(boxes[1])];
}"""
"""Where words of a passage begin and end in the window."""


def drag_over(page: Page, passage: str, words: str) -> None:
    """Select words with the mouse."""
    left, top, right, bottom = page.evaluate(ENDS_OF, [passage, words])
    page.mouse.move(left, top)
    page.mouse.down()
    page.mouse.move(right, bottom, steps=5)
    page.mouse.up()


def do(page: Page, step: str) -> tuple[int, int]:
    """Do what a step says; returns how many clicks and how many keys it takes."""
    kind, _, what = step.partition(" ")
    one, _, other = what.partition(" ")
    match kind:
        case "click":
            place = page.locator("body:not(:has(dialog[open])), dialog[open]")
            found = place.get_by_text(other) if one == "text" else place.get_by_role(one, name=other, exact=True)  # type: ignore[arg-type]
            found.locator("visible=true").first.click()
            return 1, 0
        case "select":
            drag_over(page, one, other)
            return 1, 0
        case "hover":
            page.locator(what).first.hover()
            return 0, 0
        case "type":
            page.keyboard.type(what)
            expect(page.locator(".found__status")).to_contain_text(f"“{what}”")  # a reader looks
            return 0, len(what)
        case "press":
            page.keyboard.press(what)
            return 0, 1
        case "paste":
            page.evaluate("text => navigator.clipboard.writeText(text)", what)
            page.keyboard.press("ControlOrMeta+v")
            return 0, 1
    raise ValueError(f"nobody can do this: {step}")


@pytest.mark.parametrize("task", TASKS, ids=lambda task: task["task"])
def test_a_task_takes_so_many_clicks_and_keys(tab: Tab, index: Index, task: dict[str, Any]) -> None:
    tab.page.set_viewport_size(WINDOWS[task.get("window", "desk")])
    task = yaml.safe_load(now(index, yaml.safe_dump(task)))
    page = tab.open(task.get("start", ""))
    painted(page)
    if "gets" in task:
        with page.expect_download() as file:
            counts = [do(page, step) for step in task["steps"]]
        assert file.value.suggested_filename.endswith(task["gets"])
    else:
        counts = [do(page, step) for step in task["steps"]]
    assert (sum(clicks for clicks, _ in counts), sum(keys for _, keys in counts)) == (task["clicks"], task["keys"])
    done = [told for told in ENDS if told in task]
    assert len(done) == 1
    if "reaches" in task:
        expect(page).to_have_url(tab.web + address_of(index.passages[task["reaches"]]))
        expect(page.locator(f"[id='{task['reaches']}']")).to_be_focused()
    elif "at" in task:
        expect(page).to_have_url(tab.web + task["at"])
    elif "sees" in task:
        expect(page.get_by_text(task["sees"]).locator("visible=true").first).to_be_visible()
    elif "copies" in task:
        expect(page.locator("#page-status")).to_contain_text("copied")
        assert clipboard(page).removeprefix(tab.web).startswith(task["copies"])
    elif "pressed" in task:
        expect(page.get_by_role("button", name=task["pressed"])).to_have_attribute("aria-pressed", "true")


def test_there_are_twenty_each_with_how_it_was_before() -> None:
    assert len({task["task"] for task in TASKS}) == len(TASKS) == 20
    befores = [task["before"] for task in TASKS]
    assert all(before == "not possible" or before.keys() == {"clicks", "keys"} for before in befores)
