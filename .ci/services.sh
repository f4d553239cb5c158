#!/usr/bin/env bash
# Install the real programs that tests run against, where they are missing (Debian, as root or with
# sudo). One line each: the program, then the package that holds it.
set -euo pipefail
PATH=$PATH:/usr/sbin:/usr/local/sbin:$(echo /usr/lib/postgresql/*/bin | tr ' ' ':')

packages=()
while read -r program package; do
    command -v "$program" >/dev/null || packages+=("$package")
done <<'LIST'
bash bash
groff groff-base
initdb postgresql
nginx nginx-light
promtool prometheus
prometheus prometheus
redis-server redis-server
sshd openssh-server
tmux tmux
unbound unbound
LIST

[ "${#packages[@]}" -eq 0 ] && exit 0
sudo=$([ "$(id -u)" -eq 0 ] || echo sudo)
echo "Installing what the tests need: ${packages[*]}"
$sudo apt-get update -qq
# --no-install-recommends: the server programs only. They are not wanted as services, each test
# starts its own on loopback.
$sudo env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends "${packages[@]}"
