"""The lists that issues are sorted by: categories and programmes."""

from pathlib import Path

import click

from commands.terminal import either, refusing, store

_FILE = click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))


@click.command("import-categories")
@_FILE
def import_categories(file: Path) -> None:
    """Read categories of issues from a CSV FILE: all rows, or none when one is bad."""
    from workflows.issues.taxonomy import import_categories as read_categories

    with refusing(), store() as database, database.write() as session:
        taken = read_categories(session, file)
    click.echo(either(f"{file.name}: {taken} lĩnh vực.", f"{file.name}: {taken} categories."))


@click.command("import-programmes")
@_FILE
def import_programmes(file: Path) -> None:
    """Read programmes from a CSV FILE: all rows, or none when one is bad."""
    from workflows.issues.taxonomy import import_programmes as read_programmes

    with refusing(), store() as database, database.write() as session:
        taken = read_programmes(session, file)
    click.echo(either(f"{file.name}: {taken} chương trình.", f"{file.name}: {taken} programmes."))
