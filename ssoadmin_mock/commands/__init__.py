"""The subcommands of ``ssoadmin-mock``, one per module."""
