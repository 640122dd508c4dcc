"""What each Python imports at its start that a trial's tests start: `PYTHONPATH` leads here."""
