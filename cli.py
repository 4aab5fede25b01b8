"""The one command."""

import click


@click.group()
def main() -> None:
    """Scrutineer: every figure of a children's services report, with its page and its name."""
