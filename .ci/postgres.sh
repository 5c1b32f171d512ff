#!/usr/bin/env bash
# A PostgreSQL server for the tests: installs Debian's if there is none, starts a cluster in a temporary folder as an
# unprivileged user, and prints its address. Stop it again with: .ci/postgres.sh stop ADDRESS
set -euo pipefail

as_server() {  # PostgreSQL refuses to run as root
  if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi
}

programs() {
  local found
  found=$(find /usr/lib/postgresql -maxdepth 3 -name initdb 2>/dev/null | sort -V | tail -n 1)
  if [ -n "$found" ]; then dirname "$found"; elif command -v initdb >/dev/null; then dirname "$(command -v initdb)"; fi
}

if [ "${1:-}" = stop ]; then
  folder=$(sed -E 's/.*[?]host=//' <<<"$2")
  case "$folder" in /tmp/gipfelbuch-postgres.* | /dev/shm/gipfelbuch-postgres.*) ;; *) echo "no server of ours: $2" >&2; exit 2 ;; esac
  as_server "$(programs)/pg_ctl" -D "$folder/data" -m immediate stop >/dev/null
  rm -rf "$folder"
  exit
fi

if [ -z "$(programs)" ]; then
  sudo=$([ "$(id -u)" = 0 ] || echo sudo)
  export DEBIAN_FRONTEND=noninteractive
  $sudo apt-get -qq update >&2
  $sudo apt-get -qq install -y --no-install-recommends postgresql >&2
fi

# in memory where there is room for it: a busy disk makes every new database wait
room_kb=$(df --output=avail /dev/shm 2>/dev/null | tail -n 1 || echo 0)
parent=$([ "${room_kb:-0}" -gt 2000000 ] && echo /dev/shm || echo /tmp)
folder=$(mktemp -d "$parent/gipfelbuch-postgres.XXXXXX")
[ "$(id -u)" != 0 ] || chown postgres "$folder"
as_server "$(programs)/initdb" -D "$folder/data" -U gipfelbuch -A trust -E UTF8 --locale=C.UTF-8 >/dev/null
# durability is not what the tests are about: fsync off makes them several times faster
as_server "$(programs)/pg_ctl" -D "$folder/data" -l "$folder/log" -w -t 60 \
  -o "-c listen_addresses= -c unix_socket_directories=$folder -c fsync=off" start >/dev/null
chmod 755 "$folder"
echo "postgresql://gipfelbuch@/postgres?host=$folder"
