#!/usr/bin/env bash
# Makes the README's pictures, docs/pictures/enter.png and register.png, from the demonstration in a real browser.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
mkdir -p docs/pictures
CHANCERY_PICTURES="$PWD/docs/pictures" cargo test -p chancery --test it -- --exact browser::looks::pictures_for_the_readme
# Fewer colours, a third of the bytes, no difference to the eye.
if command -v pngquant >/dev/null 2>&1; then
  pngquant --force --ext .png --speed 1 docs/pictures/*.png
fi
ls -l docs/pictures
