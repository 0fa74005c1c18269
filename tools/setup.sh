#!/bin/sh
# Set up what one step of the Makefile needs; says what is missing and how to get it.
#
#   tools/setup.sh python [EXTRA]  .venv with paper-digest and its pinned dependencies
#   tools/setup.sh browser-code    the scripts of the site, bundled from npm packages
#   tools/setup.sh chromium        the browser of the tests
#   tools/setup.sh mail-tests      PostgreSQL and strace, which tests of the mail start
#   tools/setup.sh mail-servers    Postfix, Dovecot and SpamAssassin, for `make test-mail` only
#   tools/setup.sh checkers        what the tests judge pages with: axe-core, the Nu HTML checker, Zotero
#
# Python's venv, npm and chromium come from apt-get where that is possible, otherwise the script stops with the
# command to type. Each step may be interrupted and run again.
set -eu
cd "$(dirname "$0")/.."
PYTHON=${PYTHON:-python3}

say() { printf 'setup: %s\n' "$*" >&2; }
fail() {
    printf 'setup: error: %s\n    fix: %s\n' "$1" "$2" >&2
    exit 1
}
have() { command -v "$1" >/dev/null 2>&1; }

# as_root COMMAND…: only where no password is asked for
as_root() {
    if [ "$(id -u)" = 0 ]; then
        "$@"
    else
        sudo -n "$@"
    fi
}
may_install() { have apt-get && { [ "$(id -u)" = 0 ] || { have sudo && sudo -n true 2>/dev/null; }; }; }

# apt_install WHY PACKAGE…
apt_install() {
    why=$1
    shift
    may_install || fail "$why" "sudo apt-get install $*    (or your system's way to get it), then run make again"
    say "$why; installing it: apt-get install $*"
    as_root apt-get update -q >&2 || say "apt-get update failed; going on with the lists that are here"
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$@" >&2 ||
        fail "apt-get could not install $*" "read its message above, mend that, then run make again"
}

has_venv() { "$PYTHON" -c 'import ensurepip, venv' 2>/dev/null; }

need_python() {
    have "$PYTHON" || apt_install "$PYTHON is missing" python3 python3-venv
    "$PYTHON" -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
        fail "$PYTHON is $("$PYTHON" -V), paper-digest needs Python 3.11 or newer" "make PYTHON=python3.12 …"
    has_venv || apt_install "this Python cannot make virtual environments" python3-venv
    has_venv || fail "$PYTHON still has no venv and ensurepip" "install them for $PYTHON, or choose another: make PYTHON=…"
}

need_npm() {
    have node || apt_install "node is missing" nodejs npm
    have npm || apt_install "npm is missing" npm
    node -e 'process.exit(parseInt(process.versions.node, 10) < 18 ? 1 : 0)' ||
        fail "node is $(node --version), bundling the scripts needs 18 or newer" "install a newer Node.js, for example from nodejs.org, then run make again"
}

setup_python() {
    need_python
    # an environment of another Python, or one that was interrupted half-way, is made anew
    .venv/bin/python -c 'import pip' 2>/dev/null || "$PYTHON" -m venv --clear .venv
    say "installing paper-digest and its dependencies into .venv"
    # in the environment, because pip then holds the tools that it builds with to the same versions: an older pip by
    # the first, a newer one by the second; a relative path, because pip would cut one at its blanks
    PIP_CONSTRAINT=constraints.txt PIP_BUILD_CONSTRAINT=constraints.txt \
        .venv/bin/python -m pip install -qq --disable-pip-version-check -e ".${1:+[$1]}"
}

setup_browser_code() {
    need_npm
    say "bundling the site's scripts"
    (
        cd browser
        export NPM_CONFIG_UPDATE_NOTIFIER=false
        checkers=--omit=dev
        if [ -d node_modules/axe-core ]; then checkers=--include=dev; fi # npm ci would remove them
        npm ci $checkers --loglevel=error
        npm run --silent build
    ) >&2
}

setup_checkers() {
    need_npm
    say "installing the checkers of the tests"
    (cd browser && NPM_CONFIG_UPDATE_NOTIFIER=false npm ci --loglevel=error) >&2
}

setup_chromium() {
    [ -z "${CHROMIUM:-}" ] || return 0
    have chromium || apt_install "chromium, the browser of the tests, is missing" chromium
}

# Debian keeps the server's programs out of the PATH
has_postgresql() { have initdb || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1; }

setup_mail_tests() {
    has_postgresql || apt_install "PostgreSQL, which tests start for themselves, is missing" postgresql
    have strace || [ "$(uname)" != Linux ] || apt_install "strace, with which tests kill a sender, is missing" strace
}

setup_mail_servers() {
    missing=
    [ -x /usr/sbin/postfix ] || missing="$missing postfix"
    [ -x /usr/sbin/dovecot ] || missing="$missing dovecot-imapd"
    have spamassassin || missing="$missing spamassassin"
    # shellcheck disable=SC2086  # several words
    [ -z "$missing" ] || apt_install "servers that the long tests of the mail start are missing" $missing
}

step=${1:-}
[ $# = 0 ] || shift
case $step in
    python) setup_python "$@" ;;
    browser-code) setup_browser_code ;;
    chromium) setup_chromium ;;
    mail-tests) setup_mail_tests ;;
    mail-servers) setup_mail_servers ;;
    checkers) setup_checkers ;;
    *) fail "unknown step \"$step\"" "tools/setup.sh python [EXTRA] | browser-code | chromium | mail-tests | mail-servers | checkers" ;;
esac
