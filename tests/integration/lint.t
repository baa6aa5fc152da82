#!/usr/bin/env bash
# The cheap part of "make lint": what must hold in every commit.
. "$(dirname "$0")/../tools/harness.sh"

ok 'includes only point down' tests/tools/lint.sh arrows
ok 'no banned functions' tests/tools/lint.sh banned
ok 'no file is longer than 500 lines' tests/tools/lint.sh length
ok 'no unfinished work' tests/tools/lint.sh notes

done_testing
