"""A notebook that is open in JupyterLab, as one who sits before it has it: cells, keys, outputs, two themes."""

import json

from tests.browser.scripts import BEGIN, CELLS, CHOOSE, CONTRASTS, ENDED, IDLE, SCROLL, SHUT_DOWN

SECONDS = 1000  # Playwright counts in milliseconds
THEMES = {"light": "JupyterLab Light", "dark": "JupyterLab Dark"}


class Notebook:
    """The notebook at `address`, opened in a `page` of Playwright, its kernel started."""

    def __init__(self, page, address, patience=600):
        self.page, self.patience = page, patience * SECONDS
        page.set_default_timeout(60 * SECONDS)
        page.goto(address, wait_until="domcontentloaded")
        page.wait_for_selector(".jp-Notebook .jp-Cell")
        self.wait_for(IDLE)

    def wait_for(self, condition):
        """Wait until a function of JavaScript returns true."""
        self.page.wait_for_function(condition, timeout=self.patience)

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

    def choose(self, begins):
        """Make the code cell that begins with `begins` the one that keys go to; return its place on the page."""
        number = self.number(begins)
        self.page.evaluate(CHOOSE, number)
        return self.page.locator(".jp-Notebook .jp-Cell").nth(number)

    def type(self, begins, text):
        """Replace by hand the text of the code cell that begins with `begins`."""
        self.choose(begins).locator(".cm-content").click()
        self.page.keyboard.press("Control+a")
        self.page.keyboard.insert_text(text)
        self.page.keyboard.press("Escape")

    def run(self, begins):
        """Run one code cell from the keyboard; return its output on the page, which may still be to come."""
        cell = self.choose(begins)
        self.page.keyboard.press("Control+Enter")
        return cell.locator(".jp-OutputArea")

    def run_all(self):
        self.do("notebook:run-all-cells")

    def add_below(self, begins, text):
        """Add a code cell below the one that begins with `begins`, and write `text` into it."""
        self.choose(begins)
        self.do("notebook:insert-cell-below")
        self.page.keyboard.press("Enter")
        self.page.keyboard.insert_text(text)
        self.page.keyboard.press("Escape")

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

    def pieces(self, whole, height=2400):
        """Yield pictures (PNG) of the whole notebook from its top on, or one of what is in sight."""
        if not whole:
            yield self.page.screenshot()
            return
        before = self.page.viewport_size
        self.page.set_viewport_size(dict(width=before["width"], height=height))
        while self.page.evaluate(SCROLL):
            yield self.page.screenshot()
        self.page.set_viewport_size(before)

    def contrasts(self):
        """Return [(words, contrast of their colour with what is behind them), ...] of all words in outputs."""
        return self.page.evaluate(CONTRASTS)

    def errors(self):
        """Return what the cells raised."""
        outputs = [output for cell in self.cells() for output in cell.get("outputs", [])]
        return [output["evalue"] for output in outputs if output["output_type"] == "error"]

    def close(self):
        """End the kernel and close the page."""
        self.page.evaluate(SHUT_DOWN)
        self.page.close()
