"""What every page must be: accessible, whole at 320 pixels, usable by keyboard alone."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"

DEAD_FRAGMENTS = """() => [...document.querySelectorAll('a[href^="#"]')]
  .filter(link => {
    const id = decodeURIComponent(link.getAttribute('href').slice(1));
    const target = id && document.getElementById(id);
    if (!target) return true;
    const before = document.activeElement;
    target.focus();
    const takes = document.activeElement === target || target.matches(':target');
    if (before && before.focus) before.focus();
    return !takes && !target.querySelector('a, button, input, select, textarea');
  })
  .map(link => link.outerHTML)"""

FOCUS_LOOK = """() => {
  const at = document.activeElement;
  if (!at || at === document.body) return null;
  const look = getComputedStyle(at);
  const label = at.labels && at.labels.length ? getComputedStyle(at.labels[0], '::before') : look;
  return {
    tag: at.outerHTML.slice(0, 160),
    look: [look.outlineStyle, look.outlineWidth, look.boxShadow, look.backgroundColor,
           label.outlineStyle, label.outlineWidth, label.boxShadow].join('|'),
  };
}"""


def assert_accessible(page: Page) -> None:
    """Fail with every violation that axe finds on the page as it stands."""
    results = Axe().run(page)
    assert results.violations_count == 0, f"{page.url}\n{results.generate_report()}"


def assert_fits(page: Page) -> None:
    """Fail where the page scrolls sideways at its present width."""
    over = page.evaluate(SIDEWAYS)
    assert over <= 0, f"{page.url} is {over} pixels too wide"


def assert_fragments_lead_somewhere(page: Page) -> None:
    """Fail on a link within the page whose target is missing or takes no focus."""
    dead = page.evaluate(DEAD_FRAGMENTS)
    assert dead == [], f"{page.url}: {dead}"


def assert_focus_is_visible(page: Page, steps: int = 200) -> list[str]:
    """Tab through the page; fail where the focused element looks as it does unfocused.

    Returns the elements reached, in order, so that a test can ask for one of them.
    """
    reached: list[str] = []
    for _ in range(steps):
        page.keyboard.press("Tab")
        focused = page.evaluate(FOCUS_LOOK)
        if focused is None:
            break
        if reached and focused["tag"] == reached[0]:
            break
        unfocused = page.evaluate(
            """() => { const at = document.activeElement; at.blur();
              const look = getComputedStyle(at);
              const label = at.labels && at.labels.length
                ? getComputedStyle(at.labels[0], '::before') : look;
              const seen = [look.outlineStyle, look.outlineWidth, look.boxShadow,
                look.backgroundColor, label.outlineStyle, label.outlineWidth,
                label.boxShadow].join('|');
              at.focus(); return seen; }"""
        )
        assert focused["look"] != unfocused, f"{page.url}: focus unseen on {focused['tag']}"
        reached.append(focused["tag"])
    return reached


def assert_good_page(page: Page) -> None:
    """Check what holds for every page: axe, no sideways scroll, links within, one heading."""
    assert page.title().strip(), f"{page.url} has no title"
    assert page.locator("h1").count() == 1, f"{page.url} has {page.locator('h1').count()} h1"
    assert page.locator("html").get_attribute("lang"), f"{page.url} has no language"
    assert_accessible(page)
    assert_fits(page)
    assert_fragments_lead_somewhere(page)
