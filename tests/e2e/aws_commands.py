"""Runs commands of the AWS CLI in one process, through the function that the program `aws` calls.

Starting Python and loading the CLI takes longer than all else a command does. This runs where the CLI is installed. It
reads the arguments of one command per line, in JSON, and writes what came of it on one line.
"""

from __future__ import annotations

import io
import json
import sys
from contextlib import redirect_stderr, redirect_stdout

from awscli.clidriver import create_clidriver

for line in sys.stdin:
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        try:
            code = create_clidriver().main(json.loads(line))
        except SystemExit as usage_error:
            code = usage_error.code
    print(json.dumps({"code": code, "out": out.getvalue(), "err": err.getvalue()}), flush=True)
