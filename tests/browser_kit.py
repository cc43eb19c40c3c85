"""What every page must be, asked of a real browser: ``assert_accessible(page)``.

Accessible by axe; whole at 320 pixels and with text at 200%; every link within the page leads to
something that takes the focus; the whole page reachable by Tab alone, in the order it is read,
each stop visibly focused and not hidden behind anything. Source: WCAG 2.2 AA; TRUST, "For
everybody".
"""

from collections.abc import Iterable

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, ViewportSize

WIDE: ViewportSize = {"width": 1280, "height": 720}
NARROW: ViewportSize = {"width": 320, "height": 640}

SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"

WIDEST = """() => [...document.querySelectorAll('main *, header *, footer *')]
  .filter(at => at.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
  .slice(0, 3).map(at => at.outerHTML.slice(0, 160))"""

FRAGMENTS = """async () => {
  const dead = [];
  for (const link of document.querySelectorAll('a[href^="#"]')) {
    const target = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (target) {
      link.click();
      await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
    }
    const at = document.activeElement;
    if (!target || at === document.body || !(target === at || target.contains(at))) {
      dead.push(link.outerHTML.slice(0, 160));
    }
  }
  window.scrollTo(0, 0);
  return dead;
}"""

PREPARE_WALK = """() => {
  const look = at => {
    const own = getComputedStyle(at);
    const label = at.labels && at.labels.length
      ? getComputedStyle(at.labels[0], '::before') : own;
    const box = at.getBoundingClientRect();
    return [own.outlineStyle, own.outlineWidth, own.outlineColor, own.boxShadow,
            own.backgroundColor, own.borderBottomWidth, label.outlineStyle, label.outlineWidth,
            label.boxShadow, box.width > 1 && box.height > 1].join('|');
  };
  document.activeElement.blur();
  const groups = new Set();
  const stops = [...document.querySelectorAll(
    'a[href], button, input, select, textarea, summary, [tabindex]')]
    .filter(at => at.tabIndex >= 0 && !at.disabled && at.type !== 'hidden')
    .filter(at => at.checkVisibility({visibilityProperty: true}))
    .filter(at => {
      if (at.type !== 'radio') return true;
      const form = at.form ? [...document.forms].indexOf(at.form) : -1;
      const group = form + ' ' + at.name;
      const checked = [...document.getElementsByName(at.name)]
        .find(other => other.checked && other.form === at.form);
      if (checked) return at === checked;
      if (groups.has(group)) return false;
      return groups.add(group);
    });
  window.walk = {stops, look, before: new Map(stops.map(at => [at, look(at)])),
                 reached: new Set(), last: null};
  document.body.tabIndex = -1;
  document.body.focus();
  document.body.removeAttribute('tabindex');
  return stops.length;
}"""

STEP = """() => {
  const {stops, look, before, reached} = window.walk;
  const at = document.activeElement;
  if (!at || at === document.body) return {end: true};
  if (reached.has(at)) return {end: at === stops[0] || at === [...reached][0], again: true,
                               tag: at.outerHTML.slice(0, 160)};
  const faults = [];
  const tag = at.outerHTML.slice(0, 160);
  const unfocused = before.get(at);
  const outline = getComputedStyle(at).outlineStyle;
  if (unfocused === undefined ? outline === 'none' : unfocused === look(at)) {
    faults.push('the focus cannot be seen on ' + tag);
  }
  if (at.tabIndex > 0) faults.push('a tabindex above 0 on ' + tag);
  const last = window.walk.last;
  if (last && !(last.compareDocumentPosition(at) & Node.DOCUMENT_POSITION_FOLLOWING)) {
    faults.push('reached after what it stands before: ' + tag);
  }
  const seen = (at.labels && at.labels.length && ['radio', 'checkbox'].includes(at.type))
    ? at.labels[0] : at;
  const box = seen.getClientRects()[0];
  if (box) {
    const inside = box.bottom > 0 && box.top < innerHeight;
    const x = Math.min(Math.max(box.left + box.width / 2, 0), innerWidth - 1);
    const y = Math.min(Math.max(box.top + Math.min(box.height / 2, 20), 0), innerHeight - 1);
    const on = document.elementFromPoint(x, y);
    if (!inside) faults.push('off the screen when focused: ' + tag);
    else if (on && !seen.contains(on) && !on.contains(seen) && !(at.contains(on))) {
      faults.push('hidden behind ' + on.outerHTML.slice(0, 80) + ' when focused: ' + tag);
    }
  }
  reached.add(at);
  window.walk.last = at;
  return {faults, tag};
}"""

UNREACHED = """() => window.walk.stops.filter(at => !window.walk.reached.has(at))
  .map(at => at.outerHTML.slice(0, 160))"""


MENU_SETTLED = """() => {
  const button = document.querySelector('.govuk-js-service-navigation-toggle');
  if (!button) return true;
  const component = button.closest('[data-module]');
  const wide = getComputedStyle(document.documentElement)
    .getPropertyValue('--govuk-breakpoint-tablet');
  return component.hasAttribute('data-govuk-service-navigation-init')
    && button.hidden === matchMedia(`(min-width: ${wide})`).matches;
}"""


def resize(page: Page, size: ViewportSize) -> None:
    """Give the page this size, and wait until its menu has followed.

    A media query tells its listeners in the next frame, not at once: a walk that began before
    would count the menu's button among the stops of a wide page, where it is hidden.
    """
    page.set_viewport_size(size)
    if page.evaluate("document.body.classList.contains('js-enabled')"):
        page.wait_for_function(MENU_SETTLED)


def violations(page: Page) -> list[str]:
    """Return what axe finds on the page as it stands: rule, help and the elements."""
    found = Axe().run(page).response["violations"]
    return [
        f"axe {rule['id']} ({rule['impact']}): {rule['help']}: {node['html'][:160]}"
        for rule in found
        for node in rule["nodes"]
    ]


def sideways_faults(page: Page) -> list[str]:
    """Return what makes the page scroll sideways: at its width, at 320 pixels, at 200% text."""
    faults = []
    size = page.viewport_size or WIDE

    def look(how: str) -> None:
        over = page.evaluate(SIDEWAYS)
        if over > 0:
            faults.append(f"{over} pixels too wide {how}: {page.evaluate(WIDEST)}")

    look(f"at {size['width']} pixels")
    resize(page, NARROW)
    look("at 320 pixels")
    resize(page, size)
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    look("with text at 200%")
    page.evaluate("document.documentElement.style.fontSize = ''")
    return faults


def fragment_faults(page: Page) -> list[str]:
    """Return the links within the page whose target is missing or does not take the focus."""
    return [f"leads nowhere: {link}" for link in page.evaluate(FRAGMENTS)]


def keyboard_faults(page: Page) -> list[str]:
    """Tab through the whole page; return what a person without a mouse would stumble over."""
    expected = page.evaluate(PREPARE_WALK)
    faults: list[str] = []
    for _ in range(expected + 50):
        page.keyboard.press("Tab")
        step = page.evaluate(STEP)
        if step.get("again") and not step["end"]:
            faults.append(f"the keyboard is caught at {step['tag']}")
        if step.get("end") or step.get("again"):
            break
        faults += step["faults"]
    else:
        faults.append(f"Tab did not come to an end in {expected + 50} steps")
    return faults + [f"not reached by Tab: {stop}" for stop in page.evaluate(UNREACHED)]


def frame_faults(page: Page) -> list[str]:
    """Return what is missing of a page's frame: language, title, one heading of the first level."""
    faults = []
    if not page.locator("html").get_attribute("lang"):
        faults.append("no language")
    if not page.title().strip(" –"):
        faults.append("no title")
    headings = page.locator("h1").count()
    if headings != 1:
        faults.append(f"{headings} headings of the first level")
    return faults


def faults_of(page: Page, *, keyboard: bool = True) -> list[str]:
    """Return everything that is wrong with the page as it stands."""
    return [
        *frame_faults(page),
        *violations(page),
        *sideways_faults(page),
        *(keyboard_faults(page) if keyboard else []),
        *fragment_faults(page),
    ]


def assert_accessible(page: Page, *, keyboard: bool = True) -> None:
    """Fail with everything that is wrong with the page as it stands.

    ``keyboard=False`` leaves out the walk by Tab, for a second look at the same page.
    """
    faults = faults_of(page, keyboard=keyboard)
    assert not faults, f"{page.url}:\n" + "\n".join(faults)


def assert_all_accessible(page: Page, addresses: Iterable[str]) -> None:
    """Open each of these pages; fail with everything that is wrong with any of them."""
    faults = []
    for address in addresses:
        page.goto(address)
        faults += [f"{address}: {fault}" for fault in faults_of(page)]
    assert not faults, "\n".join(faults)


def assert_whole_at_both_widths(page: Page) -> None:
    """Fail with what axe finds, and what scrolls sideways, at 1280 and at 320 pixels.

    For a page in the middle of a walk: what was typed and what has the focus stay.
    """
    page.wait_for_load_state()
    faults = frame_faults(page)
    for size in (NARROW, WIDE):
        resize(page, size)
        faults += [f"at {size['width']} pixels: {fault}" for fault in violations(page)]
        if (over := page.evaluate(SIDEWAYS)) > 0:
            faults.append(
                f"{over} pixels too wide at {size['width']} pixels: {page.evaluate(WIDEST)}"
            )
    assert not faults, f"{page.url}:\n" + "\n".join(faults)


def tab_to(page: Page, target: Locator, most: int = 300) -> None:
    """Press Tab until the focus is on the target; fail where the keyboard does not reach it."""
    for _ in range(most):
        if target.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"the keyboard does not reach {target}")


def open_by_keyboard(page: Page, target: Locator) -> None:
    """Tab to a link or a button, press Enter, and wait for the page it leads to."""
    tab_to(page, target)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def type_into(page: Page, target: Locator, text: str) -> None:
    """Tab to a field and type over what stands in it."""
    tab_to(page, target)
    page.keyboard.press("Control+A")
    page.keyboard.type(text)
