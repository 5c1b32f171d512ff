#!/usr/bin/env bash
# Chromium for the tests of the reading room: installs Debian's if there is none.
set -euo pipefail
if ! command -v chromium >/dev/null; then
  sudo=$([ "$(id -u)" = 0 ] || echo sudo)
  export DEBIAN_FRONTEND=noninteractive
  $sudo apt-get -qq update >&2
  $sudo apt-get -qq install -y --no-install-recommends chromium >&2
fi
