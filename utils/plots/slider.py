"""A picture to play with: controls above it, and the picture alone where no kernel runs."""

from html import escape
from numbers import Real

UNSEEN = "position:absolute; clip-path:inset(50%); white-space:nowrap"  # for screen readers: the picture is a PNG

VIEW = "application/vnd.jupyter.widget-view+json"  # ipywidgets 8 would write this by itself, 7 (Colab's) does not
VERSION = {"version_major": 2, "version_minor": 0}


class Slider:
    """A picture that changes with its controls, as the last line of a cell.

    draw(**state) returns the Picture of a state, such as draw(rate=0.25, kind="element"); it is called when that
    state is first asked for. `controls` is {name: values}: numbers become a slider, words a row of buttons. `start`
    is the state shown first, and all that GitHub, a printed page or a notebook without a kernel shows.

    >>> Slider(draw, {"rate": (0, 0.25, 0.5), "kind": ("element", "channel")}, rate=0.25, kind="element")
    """

    def __init__(self, draw, controls, **start):
        if set(start) != set(controls) or any(start[name] not in controls[name] for name in controls):
            raise ValueError(f"Expected a start out of {controls}, got {start}: give each control one value.")
        self.draw, self.controls, self.start, self.frames = draw, controls, start, {}

    def frame(self, **state):
        """Return (PNG, title) of a state."""
        key = tuple(state[name] for name in self.controls)
        if key not in self.frames:
            picture = self.draw(**state)
            self.frames[key] = picture.png(), picture.title
        return self.frames[key]

    def widget(self):
        """Return the controls above the picture, as an ipywidgets box; it needs a kernel that runs."""
        from ipywidgets import HTML, HBox, Image, VBox

        controls = {name: _control(name, values, self.start[name]) for name, values in self.controls.items()}
        image, words = Image(format="png", layout=dict(align_self="flex-start")), HTML()

        def show(change=None):
            png, title = self.frame(**{name: control.value for name, control in controls.items()})
            image.value, words.value = png, f"<span style='{UNSEEN}'>{escape(title)}</span>"

        for control in controls.values():
            control.observe(show, names="value")
        show()
        return VBox([HBox([*controls.values()], layout=dict(flex_flow="row wrap")), image, words])

    def __repr__(self):
        return f"[picture] {self.frame(**self.start)[1]}"

    def _repr_mimebundle_(self, include=None, exclude=None):
        png, title = self.frame(**self.start)
        still = {"image/png": png, "text/plain": repr(self)}
        return {VIEW: VERSION | {"model_id": self.widget().model_id}} | still, {"image/png": {"alt": title}}


def _control(name, values, start):
    """Return a slider for numbers, buttons for words; both can be moved from the keyboard."""
    from ipywidgets import SelectionSlider, ToggleButtons

    if not all(isinstance(value, Real) for value in values):
        look = dict(style=dict(button_width="7em"), layout=dict(width="auto"))
        return ToggleButtons(options=values, value=start, tooltips=[name] * len(values), **look)
    options = [(f"{value:g}", value) for value in values]
    look = dict(style=dict(description_width="initial"), layout=dict(width="26em"))
    return SelectionSlider(options=options, value=start, description=name, **look)
