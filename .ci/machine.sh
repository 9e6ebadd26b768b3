# What ./start and ./test share: a machine with the tools they need, and a build that is done once.
# Sourced from the root of the repository, with `set -euo pipefail` on.

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
# The product speaks the invariant culture, so the SDK needs no ICU either.
export DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1

say() { printf '%s\n' "$*" >&2; }
fail() { say "$*"; exit 1; }

# Runs a command quietly; what it printed is shown only when it fails.
quietly() {
    local log status=0
    log=$(mktemp)
    "$@" >"$log" 2>&1 </dev/null || status=$?
    if ((status != 0)); then cat "$log" >&2; fi
    rm -f "$log"
    return "$status"
}

# in_turn LOCK COMMAND…: two runs in one folder take turns with what both write.
in_turn() {
    local lock=$1
    shift
    mkdir -p artifacts
    (flock 9 && "$@" 9>&-) 9>"artifacts/$lock.lock"
}

has_debian_package() { [[ $(dpkg-query -W -f '${Status}' "$1" 2>/dev/null) == 'install ok installed' ]]; }

# need PROBE=PACKAGE…: installs each Debian package whose probe (a command, or a path with * in it) is not there.
need() {
    local pair probe missing=()
    for pair in "$@"; do
        probe=${pair%%=*}
        command -v "$probe" >/dev/null || compgen -G "$probe" >/dev/null || missing+=("${pair#*=}")
    done
    if ((${#missing[@]} == 0)); then return; fi

    command -v apt-get >/dev/null || fail "Please install: ${missing[*]} (Debian's names)."
    ((EUID == 0)) || fail "Some tools are missing. Please run: sudo apt-get install --no-install-recommends ${missing[*]}"
    say "Installing ${missing[*]} …"
    # A machine that gets PostgreSQL for our tests should not get a server of its own with it.
    local no_cluster=/etc/postgresql-common/createcluster.d/welfarefund-tests.conf
    if ! has_debian_package postgresql-common; then
        mkdir -p "${no_cluster%/*}"
        echo 'create_main_cluster = false' >"$no_cluster"
    fi
    if ! apt_install "${missing[@]}"; then
        update_package_lists
        apt_install "${missing[@]}" || fail "apt-get could not install ${missing[*]}; its last words: $(tail -n 5 "$apt_log")"
    fi
    rm -f "$no_cluster" "$apt_log"
}

apt_log=
apt_install() {
    : "${apt_log:=$(mktemp)}"
    DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends \
        -o DPkg::Lock::Timeout=600 -o Acquire::Retries=3 "$@" >"$apt_log" 2>&1 </dev/null
}

# Only `install` waits for apt's lock; `update` gives up at once, so it is asked again.
update_package_lists() {
    local tries=0
    until apt-get update -o Acquire::Retries=3 >"$apt_log" 2>&1 </dev/null; do
        ((++tries < 120)) && grep -q 'Could not get lock' "$apt_log" \
            || fail "apt-get update failed: $(tail -n 5 "$apt_log")"
        sleep 5
    done
}

need_dotnet() {
    command -v dotnet >/dev/null || fail "The .NET SDK $(sdk_version) or newer is missing: https://dotnet.microsoft.com/download"
    local why
    why=$(dotnet --version 2>&1) || fail "The .NET SDK does not start; $(sdk_version) or newer is needed (global.json). It says: $why"
}
sdk_version() { sed -n 's/.*"version": *"\([^"]*\)".*/\1/p' global.json; }

# The documents' worker is a Node package with a lock; it is installed again only when the lock changed.
install_documents_worker() {
    local worker=src/WelfareFund.Documents/worker
    [[ -f $worker/package-lock.json ]] || return 0
    cmp -s "$worker/package-lock.json" "$worker/node_modules/.installed-lock" && return
    (cd "$worker" && quietly npm ci --ignore-scripts --no-audit --no-fund)
    cp "$worker/package-lock.json" "$worker/node_modules/.installed-lock"
}

# What a build is made from and what it left behind, as one line: equal lines mean there is nothing to build.
build_state() {
    local output=$1
    mkdir -p "$output"
    {
        {
            find src \( -name bin -o -name obj -o -name node_modules \) -prune -o -type f -print0
            find . -maxdepth 1 -type f \( -name '*.props' -o -name '*.targets' -o -name '*.json' -o -name 'BannedSymbols*' -o -name .editorconfig \) -print0
        } | sort -z | xargs -0 sha256sum
        find "$output" -type f -printf '%p %s %T@\n' | sort
    } | sha256sum
}
