#!/usr/bin/env bash
# Takes anew, from the demonstration in a real browser, the pictures of the docs (docs/pictures) and the snapshots of six pages that the
# browser tests keep. What looks as it did stays as it is, so a commit holds what changed and nothing else. A picture may be deleted first.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
snapshots=crates/chancery/tests/it/browser/snapshots
mkdir -p docs/pictures "$snapshots"
CHANCERY_SNAPSHOTS=anew cargo test -p chancery --test it -- browser::snapshots::
git status --short docs/pictures "$snapshots"
