"""What is asked of the page in its own language, JavaScript."""

READY = "() => window.jupyterapp?.shell.currentWidget && !document.getElementById('jupyterlab-splash')"
IDLE = "() => jupyterapp.shell.currentWidget.sessionContext?.session?.kernel?.status === 'idle'"
CELLS = "() => jupyterapp.shell.currentWidget.content.model.toJSON().cells"
WRITTEN = """([number, text]) =>
    jupyterapp.shell.currentWidget.content.widgets[number].model.sharedModel.source === text"""

BEGIN = """([command, options]) => {
    window.ended = false;
    jupyterapp.commands.execute(command, options).finally(() => { window.ended = true; });
}"""
ENDED = "() => window.ended"

OPENED = """path => {  // it alone is open, and all its cells are on the page
    const panel = jupyterapp.shell.currentWidget;
    if (panel.context?.path !== path || !panel.context.isReady) return false;
    for (const other of [...jupyterapp.shell.widgets('main')]) if (other !== panel) other.dispose();
    const cells = panel.content.model.cells.length;
    return cells > 0 && document.querySelectorAll('.jp-Notebook .jp-Cell').length === cells;
}"""
CLOSED = """() => {
    window.ended = false;
    jupyterapp.shell.currentWidget.sessionContext.shutdown().finally(() => { window.ended = true; });
}"""

CHOOSE = """number => {
    const notebook = jupyterapp.shell.currentWidget.content;
    notebook.activeCellIndex = number;
    notebook.mode = 'command';
    notebook.activate();
}"""
CHOSEN = "() => jupyterapp.shell.currentWidget.content.node.contains(document.activeElement)"
CLEARED = "number => jupyterapp.shell.currentWidget.content.widgets[number].model.clearExecution()"
RAN = "number => jupyterapp.shell.currentWidget.content.widgets[number].model.executionCount !== null"

SCROLL = """() => {  // to the next piece of the notebook; false after the last one, and then from the top again
    const sheet = document.querySelector('.jp-NotebookPanel .jp-WindowedPanel-outer');
    const [last] = [...sheet.querySelectorAll('.jp-Cell')].slice(-1);
    const end = last.getBoundingClientRect().bottom - sheet.getBoundingClientRect().top + sheet.scrollTop;
    const top = window.nextPiece ?? 0;
    window.nextPiece = top < end ? top + sheet.clientHeight : 0;
    sheet.scrollTop = top;
    return top < end;
}"""

AUDIT = """async ([rules, others]) => {  // [[rule, element, what is wrong], ...]
    const only = rules.length ? {runOnly: {type: 'rule', values: rules}} : {};
    const found = await axe.run(document, {resultTypes: ['violations'], preload: false, ...only});
    const theirs = (rule, {target: [place]}) =>
        others.some(([name, element]) => name === rule && document.querySelector(place)?.matches(element));
    return found.violations
        .filter(({impact}) => impact === 'serious' || impact === 'critical')
        .flatMap(({id, nodes}) => nodes.filter(node => !theirs(id, node)).map(
            node => [id, node.html.slice(0, 200), node.failureSummary.split('\\n').slice(1, 3).join(' ').trim()]));
}"""
