#!/usr/bin/env bash
# No modules include each other in a circle. usage: structure.sh [ROOT]
set -euo pipefail
here=$(dirname "$(realpath "$0")")
python3 "$here/../../tools/structure.py" --circles "${1:-$here/../..}"
