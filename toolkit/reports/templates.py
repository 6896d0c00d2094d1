"""Where a report's templates are: the agency's own folder, file by file, then the shipped ones."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from toolkit.errors import OutputError
from toolkit.shipped import shipped

if TYPE_CHECKING:
    from jinja2 import Environment, Template

__all__ = ["Templates"]


class Templates:
    """The templates that hold for a report."""

    def __init__(self, own: Path | None = None) -> None:
        if own is not None and not own.is_dir():
            raise OutputError(
                f"{own} is no folder of templates; create it, or take templates out of agency.toml"
            )
        self.folders: tuple[Path, ...] = (*([own] if own else []), shipped("templates"))

    def find(self, name: str) -> Path:
        """Return the file of a template; raises OutputError when nobody has it."""
        for folder in self.folders:
            if (folder / name).is_file():
                return folder / name
        raise OutputError(f"There is no template {name} in {self.folders[-1]}; install anew")

    def shipped(self, name: str) -> Path:
        """Return the file of a template as it comes with the toolkit."""
        return self.folders[-1] / name

    def files(self, *suffixes: str) -> Iterator[Path]:
        """Return the files of these endings that hold, each name once."""
        seen = set()
        for folder in self.folders:
            for path in sorted(folder.iterdir()):
                if path.suffix.lower() in suffixes and path.is_file() and path.name not in seen:
                    seen.add(path.name)
                    yield path

    def environment(self, *, autoescape: bool) -> Environment:
        """Return where templates run: sandboxed, for they come from people, cells from anybody."""
        from jinja2 import FileSystemLoader, StrictUndefined
        from jinja2.sandbox import ImmutableSandboxedEnvironment

        return ImmutableSandboxedEnvironment(
            loader=FileSystemLoader([str(folder) for folder in self.folders]),
            autoescape=autoescape,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
        )

    def run(self, environment: Environment, name: str, values: dict[str, Any]) -> str:
        """Return a template's text; raises OutputError that names the template and its line."""
        from jinja2 import TemplateError

        try:
            template: Template = environment.get_template(name)
            return template.render(values)
        except (TemplateError, TypeError, ValueError, ArithmeticError, LookupError) as error:
            raise self.failure(name, error, getattr(error, "lineno", None)) from error

    def failure(self, name: str, error: Exception, line: int | None = None) -> OutputError:
        """Return the error of a template that does not work, and what to do about it."""
        where = f"{self.find(name)}" + (f", line {line}" if line else "")
        return OutputError(
            f"The template {where} does not work: {error}. "
            "Mend it, or take it out of your folder to use the one that comes with the toolkit."
        )
