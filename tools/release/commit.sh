#!/bin/sh
# Prints the commit that a program built here is of: the last one that changed anything but which
# release is downloaded (pin.sh), since a release has to come before it can be named.
cd "$(dirname "$0")/../.." && git log -1 --format=%H -- . ':!install.sh' ':!ci-templates'
