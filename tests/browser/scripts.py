"""What is asked of the page in its own language, JavaScript."""

IDLE = "() => window.jupyterapp?.shell.currentWidget?.sessionContext?.session?.kernel?.status === 'idle'"
CELLS = "() => jupyterapp.shell.currentWidget.content.model.toJSON().cells"
SHUT_DOWN = "() => jupyterapp.shell.currentWidget.sessionContext.shutdown()"

BEGIN = """([command, options]) => {
    window.ended = false;
    jupyterapp.commands.execute(command, options).finally(() => { window.ended = true; });
}"""
ENDED = "() => window.ended"

CHOOSE = """number => {
    const notebook = jupyterapp.shell.currentWidget.content;
    notebook.activeCellIndex = number;
    notebook.mode = 'command';
    notebook.activate();
}"""

SCROLL = """() => {  // to the next piece of the notebook; false after the last one, and then from the top again
    const sheet = document.querySelector('.jp-NotebookPanel .jp-WindowedPanel-outer');
    const [last] = [...sheet.querySelectorAll('.jp-Cell')].slice(-1);
    const end = last.getBoundingClientRect().bottom - sheet.getBoundingClientRect().top + sheet.scrollTop;
    const top = window.nextPiece ?? 0;
    window.nextPiece = top < end ? top + sheet.clientHeight : 0;
    sheet.scrollTop = top;
    return top < end;
}"""

CONTRASTS = """() => {  // of all words in outputs with what is behind them, by WCAG 2
    const numbers = color => color.match(/[\\d.]+/g).map(Number);
    const behind = element => {
        const color = numbers(getComputedStyle(element).backgroundColor);
        return color.length === 3 || color[3] > 0 || !element.parentElement ? color : behind(element.parentElement);
    };
    const linear = part => part <= 10.31 ? part / 3294.6 : ((part / 255 + 0.055) / 1.055) ** 2.4;
    const light = ([r, g, b]) => 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
    const contrast = element => {
        const both = [light(numbers(getComputedStyle(element).color)), light(behind(element))];
        return (Math.max(...both) + 0.05) / (Math.min(...both) + 0.05);
    };
    const words = document.querySelectorAll('.jp-OutputArea-output :is(p, b, li, code, pre, summary)');
    return [...words].map(element => [element.textContent.slice(0, 60), contrast(element)]);
}"""
