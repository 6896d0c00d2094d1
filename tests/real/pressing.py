"""Buttons of sheets and of the add-in pressed in LibreOffice; RunPython lands in this process."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from tests.real.soffice import properties

__all__ = ["AddIn", "captions"]

SERVICE = "accountservices.tests.Python"
RUN_PYTHON = f"""Option VBASupport 1
Public Sub RunPython(command As String)
  Dim python As Object
  Set python = CreateUnoService("{SERVICE}")
  python.trigger(command)
End Sub
"""
FILTER = "Calc MS Excel 2007 VBA XML"
"""Calc has no file type for .xlam and must be told that it is a workbook with macros."""
SECONDS = 30


class Python:
    """What VBA asks Python for, run here."""

    def __init__(self, app: Any) -> None:
        import unohelper
        from com.sun.star.lang import XServiceInfo, XSingleComponentFactory
        from com.sun.star.task import XJobExecutor

        presses = self
        self.commands: list[str] = []
        self.error: BaseException | None = None

        class Job(unohelper.Base, XJobExecutor):  # type: ignore[misc]
            def trigger(self, command: str) -> None:
                presses._run(command)

        class Factory(unohelper.Base, XSingleComponentFactory, XServiceInfo):  # type: ignore[misc]
            def createInstanceWithContext(self, context: Any) -> Any:  # noqa: N802
                return Job()

            def createInstanceWithArgumentsAndContext(self, given: Any, context: Any) -> Any:  # noqa: N802
                return Job()

            def getImplementationName(self) -> str:  # noqa: N802
                return SERVICE + ".Implementation"

            def supportsService(self, name: str) -> bool:  # noqa: N802
                return name == SERVICE

            def getSupportedServiceNames(self) -> tuple[str, ...]:  # noqa: N802
                return (SERVICE,)

        self._services = app.impl.soffice.services
        self._factory = Factory()
        self._services.insert(self._factory)

    def close(self) -> None:
        self._services.remove(self._factory)

    def _run(self, command: str) -> None:
        self.commands.append(command)
        try:
            exec(command, {})
        except BaseException as error:  # noqa: BLE001 - raised again where the test waits
            self.error = error

    def _wait(self, done: int, caption: str) -> None:
        deadline = time.monotonic() + SECONDS
        while len(self.commands) == done and time.monotonic() < deadline:
            time.sleep(0.005)
        assert len(self.commands) == done + 1, f"{caption} ran nothing"
        if self.error is not None:
            raise self.error


class AddIn(Python):
    """The add-in, opened as a document: our VBA as it is shipped, xlwings' left out."""

    def __init__(self, app: Any, path: Path) -> None:
        super().__init__(app)
        wanted = properties(app.impl.uno, {"MacroExecutionMode": 4, "FilterName": FILTER})
        self.document = app.impl.soffice.desktop.loadComponentFromURL(
            path.as_uri(), "_blank", 0, wanted
        )
        self._project = self.document.BasicLibraries.getByName("AccountServices")
        self.modules = {name: self._project.getByName(name) for name in self._project.ElementNames}
        self._project.replaceByName("xlwings", RUN_PYTHON)
        # Calc's Basic does not compile the class that xlwings' own VBA brings for it.
        self._project.replaceByName("Dictionary", "")

    def press(self, button: str) -> None:
        """Press a button of the ribbon, which Calc does not show, by its tag."""
        done = len(self.commands)
        address = "vnd.sun.star.script:AccountServices.Ribbon.PressButton"
        provider = self.document.getScriptProvider()
        script = provider.getScript(f"{address}?language=Basic&location=document")
        script.invoke((button,), (), ())
        self._wait(done, button)

    def close(self) -> None:
        super().close()
        self.document.close(True)

    def press_on(self, sheet: Any, caption: str) -> None:
        """Press a button of a sheet and wait until its Python has come back."""
        sheet.activate()
        done = len(self.commands)
        control, _ = captions(sheet)[caption]
        view = sheet.book.impl.document.CurrentController
        view.getControl(control).AccessibleContext.doAccessibleAction(0)
        self._wait(done, caption)

    def run_macro(self, book: Any, name: str) -> None:
        """Run a macro of a workbook by its name, as a button does."""
        done = len(self.commands)
        address = f"vnd.sun.star.script:VBAProject.SheetButtons.{name}"
        provider = book.impl.document.getScriptProvider()
        provider.getScript(f"{address}?language=Basic&location=document").invoke((), (), ())
        self._wait(done, name)


def captions(sheet: Any) -> dict[str, tuple[Any, str]]:
    """Return each button's control and the macro behind it, by its caption."""
    forms = sheet.impl.sheet.DrawPage.Forms
    found = {}
    for form in (forms.getByIndex(i) for i in range(forms.Count)):
        for number in range(form.Count):
            (event,) = form.getScriptEvents(number)
            control = form.getByIndex(number)
            found[control.Label] = (control, event.ScriptCode)
    return found
