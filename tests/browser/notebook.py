"""A notebook that is open in JupyterLab, as one who sits before it has it: cells, keys, outputs, two themes."""

import json

from tests.browser.scripts import (
    BEGIN,
    CELLS,
    CHOOSE,
    CHOSEN,
    CLEARED,
    CLOSED,
    ENDED,
    IDLE,
    OPENED,
    RAN,
    READY,
    SCROLL,
    WRITTEN,
)

SECONDS = 1000  # Playwright counts in milliseconds
PATIENCE = 600 * SECONDS  # a busy machine is slow, not wrong
THEMES = {"dark": "JupyterLab Dark", "light": "JupyterLab Light"}


class Notebook:
    """The notebook at `path` of the course, opened in a `page` of Playwright that shows JupyterLab."""

    def __init__(self, page, path):
        self.page = page
        self.do("docmanager:open", path=path, factory="Notebook")
        self.wait_for(OPENED, path)
        self.wait_for(IDLE)

    def wait_for(self, condition, about=None):
        """Wait until a function of JavaScript returns true."""
        self.page.wait_for_function(condition, arg=about, timeout=PATIENCE)

    def do(self, command, **options):
        """Let JupyterLab carry out one of its commands, to the end."""
        self.page.evaluate(BEGIN, [command, options])
        self.wait_for(ENDED)

    def cells(self):
        """Return the cells as they would be saved."""
        return self.page.evaluate(CELLS)

    def number(self, begins):
        """Return the number of the first code cell whose text begins with `begins`."""
        sources = ["".join(cell["source"]) if cell["cell_type"] == "code" else "" for cell in self.cells()]
        return next(number for number, source in enumerate(sources) if source.startswith(begins))

    def at(self, number):
        """Return the place of a cell on the page."""
        return self.page.locator(".jp-Notebook .jp-Cell").nth(number)

    def choose(self, number):
        """Make a cell the one that keys go to."""
        self.page.evaluate(CHOOSE, number)
        self.wait_for(CHOSEN)

    def type(self, begins, text):
        """Replace by hand the text of the code cell that begins with `begins`."""
        number = self.number(begins)
        self.choose(number)
        self.at(number).locator(".cm-content").click()
        self.page.keyboard.press("Control+a")
        self._write(number, text)

    def add_below(self, begins, text):
        """Add a code cell below the one that begins with `begins`, and write `text` into it."""
        number = self.number(begins) + 1
        self.choose(number - 1)
        self.do("notebook:insert-cell-below")
        self.choose(number)
        self.page.keyboard.press("Enter")
        self._write(number, text)

    def _write(self, number, text):
        self.page.wait_for_selector(".jp-Notebook .jp-Cell .cm-content:focus")
        self.page.keyboard.insert_text(text)
        self.wait_for(WRITTEN, [number, text])
        self.page.keyboard.press("Escape")

    def run(self, begins):
        """Run one code cell from the keyboard, to its end; return its output on the page."""
        number = self.number(begins)
        self.page.evaluate(CLEARED, number)
        self.choose(number)
        self.page.keyboard.press("Control+Enter")
        self.wait_for(RAN, number)
        return self.at(number).locator(".jp-OutputArea")

    def move(self, slider):
        """Move a slider by one key; its value and the picture below it change."""
        from playwright.sync_api import expect

        expect(slider).to_have_count(1)
        output = slider.locator("xpath=ancestor::*[contains(@class, 'jp-OutputArea-output')][1]")
        picture = output.locator("img").last
        value, shown = slider.get_attribute("aria-valuenow"), picture.get_attribute("src")
        slider.focus()
        self.page.keyboard.press("ArrowLeft" if value == slider.get_attribute("aria-valuemax") else "ArrowRight")
        expect(slider).not_to_have_attribute("aria-valuenow", value)
        expect(picture).not_to_have_attribute("src", shown)

    def run_all(self):
        self.do("notebook:run-all-cells")

    def restart(self):
        """Restart the kernel and say yes to JupyterLab's question."""
        self.page.evaluate(BEGIN, ["kernelmenu:restart", {}])
        self.page.locator(".jp-Dialog .jp-mod-accept").click()
        self.wait_for(ENDED)
        self.wait_for(IDLE)

    def wear(self, theme):
        """Put on a theme, "light" or "dark"."""
        self.do("apputils:change-theme", theme=THEMES[theme])
        self.wait_for(f"() => document.body.dataset.jpThemeName === {json.dumps(THEMES[theme])}")
        self.wait_for(READY)  # the curtain, before which JupyterLab changes, is up again

    def pieces(self, whole=False, height=2400):
        """Yield pictures (PNG) of the whole notebook from its top on, or one of what is in sight."""
        if not whole:
            yield self.page.screenshot()
            return
        before = self.page.viewport_size
        self.page.set_viewport_size(dict(width=before["width"], height=height))
        while self.page.evaluate(SCROLL):
            yield self.page.screenshot()
        self.page.set_viewport_size(before)

    def errors(self):
        """Return what the cells raised."""
        outputs = [output for cell in self.cells() for output in cell.get("outputs", [])]
        return [output["evalue"] for output in outputs if output["output_type"] == "error"]

    def close(self):
        """End the kernel; the next notebook that is opened takes this one's place."""
        self.page.evaluate(CLOSED)
        self.wait_for(ENDED)
