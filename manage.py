#!/usr/bin/env python
"""The commands of the operators. `manage.py --help` lists them.

Exit 0: done. 1: refused, with a sentence that says what to do. 2: wrong usage.
"""

import os

import click

from commands import (
    asking,
    backing_up,
    demonstrating,
    deploying,
    dry_running,
    keeping,
    listing,
    mailing,
    measuring,
    opening,
    organising,
    playing_scenarios,
    requesting,
    serving,
    tokens,
    working,
)

PRIVATE = 0o077
"""Stores, backups and copies hold reports and digests of passwords: only the account that runs this reads them."""


@click.group()
def main() -> None:
    """Giaoban: reporting cycles of local government."""
    os.umask(PRIVATE)


for command in (
    keeping.migrate,
    keeping.prepare,
    keeping.contacts,
    keeping.verify_history,
    keeping.make_migration,
    backing_up.backup,
    backing_up.restore,
    backing_up.move_store,
    measuring.bench,
    organising.import_units,
    organising.import_legal_bases,
    organising.user,
    listing.import_categories,
    listing.import_programmes,
    tokens.token,
    deploying.deploy,
    deploying.lint,
    opening.open_cycle,
    dry_running.dry_run,
    playing_scenarios.scenarios,
    requesting.open_request,
    demonstrating.demo,
    serving.serve,
    working.worker,
    asking.feel,
    asking.decide,
    mailing.mail,
    mailing.webhook,
    mailing.words,
):
    main.add_command(command)


if __name__ == "__main__":
    main()
