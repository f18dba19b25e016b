# shellcheck shell=bash
# Sourced by tests/run: brings what the tests need that a bare Debian lacks, through apt, pip and npm.
# What is already there in the right version is left alone. Expects $root; exports JIAYUAN_CHROMIUM,
# JIAYUAN_MOTO, JIAYUAN_SCHEMATHESIS, JIAYUAN_CFN_LINT, JIAYUAN_SAM and JIAYUAN_RIE.

# AWS ships its Runtime Interface Emulator inside the wheel of its command line.
sam_cli=aws-sam-cli==1.170.0
cache=$root/tests/.cache

give_up() {
  printf '%s\n' "$*" >&2
  exit 1
}

have_package() {
  [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

# apt_install PACKAGE...
apt_install() {
  local as_root=()
  command -v apt-get >/dev/null || give_up "The tests need $*: install them with your system's package manager; this system has no apt-get."
  if [ "$(id -u)" != 0 ]; then
    command -v sudo >/dev/null || give_up "The tests need $*: ask someone with root's rights to run apt-get install $*"
    as_root=(sudo -n --preserve-env=DEBIAN_FRONTEND)
    sudo -n true 2>/dev/null || give_up "The tests need $*: run sudo apt-get install $* once; sudo wants a password here."
  fi
  export DEBIAN_FRONTEND=noninteractive
  # Once a run: the lists of a new machine are empty or old.
  if [ -z "${apt_updated:-}" ]; then
    "${as_root[@]}" apt-get update -q
    apt_updated=1
  fi
  "${as_root[@]}" apt-get install -q -y --no-install-recommends "$@"
}

find_chromium() {
  local name
  for name in ${JIAYUAN_CHROMIUM:+"$JIAYUAN_CHROMIUM"} chromium chromium-browser; do
    command -v "$name" && return 0
  done
  return 1
}

install_chromium() {
  local missing=()
  find_chromium >/dev/null || missing+=(chromium)
  # Without a Chinese font every page is a page of boxes, and its widths are not those of readers.
  have_package fonts-noto-cjk || fc-list :lang=zh-cn 2>/dev/null | grep -q . || missing+=(fonts-noto-cjk)
  if [ ${#missing[@]} -gt 0 ]; then apt_install "${missing[@]}"; fi
  JIAYUAN_CHROMIUM=$(find_chromium) || give_up "There is no chromium although it was installed."
  export JIAYUAN_CHROMIUM
}

# What a folder was made from, so that it is made again when that changes.
is_stamped() { [ -f "$1/.stamp" ] && [ "$(cat "$1/.stamp")" = "$2" ]; }

# python_environment NAME LIST: a virtual environment of its own for each list, for their pins differ.
python_environment() {
  local venv=$cache/$1 list=$root/tests/tools/$2 wanted
  wanted="$(python3 --version) $venv $(cksum <"$list")"
  if ! is_stamped "$venv" "$wanted" || ! "$venv/bin/python" -c '' 2>/dev/null; then
    # Debian keeps what a virtual environment needs in a package of its own.
    python3 -c 'import ensurepip, venv' 2>/dev/null || apt_install python3-venv
    rm -rf "$venv"
    python3 -m venv "$venv"
    "$venv/bin/pip" install -q --disable-pip-version-check --no-input -r "$list"
    printf '%s\n' "$wanted" >"$venv/.stamp"
  fi
}

install_python_tools() {
  local venv=$cache/venv machine
  command -v python3 >/dev/null || apt_install python3
  python_environment venv moto.txt
  python_environment checks checks.txt
  export JIAYUAN_MOTO=$venv/bin/moto_server
  export JIAYUAN_SCHEMATHESIS=$cache/checks/bin/schemathesis
  export JIAYUAN_CFN_LINT=$cache/checks/bin/cfn-lint
  export JIAYUAN_SAM=$cache/checks/bin/sam

  case "$(uname -m)" in
    x86_64) machine=x86_64 ;;
    aarch64 | arm64) machine=arm64 ;;
    *) give_up "AWS's Runtime Interface Emulator is made for x86_64 and arm64, not for $(uname -m)." ;;
  esac
  local rie=$cache/rie
  if ! is_stamped "$rie" "$sam_cli $machine" || [ ! -x "$rie/aws-lambda-rie" ]; then
    rm -rf "$rie"
    mkdir -p "$rie/wheel"
    "$venv/bin/pip" download -q --disable-pip-version-check --no-input --no-deps -d "$rie/wheel" "$sam_cli"
    "$venv/bin/python" - "$rie" "samcli/local/rapid/aws-lambda-rie-$machine" <<'PYTHON'
import pathlib, sys, zipfile
folder, member = pathlib.Path(sys.argv[1]), sys.argv[2]
(wheel,) = (folder / "wheel").glob("*.whl")
(folder / "aws-lambda-rie").write_bytes(zipfile.ZipFile(wheel).read(member))
PYTHON
    chmod +x "$rie/aws-lambda-rie"
    rm -r "$rie/wheel"
    printf '%s\n' "$sam_cli $machine" >"$rie/.stamp"
  fi
  export JIAYUAN_RIE=$rie/aws-lambda-rie
}

install_node_packages() {
  local folder=$root/tests/browser wanted
  command -v node >/dev/null || apt_install nodejs
  node -e 'const [a, b] = process.versions.node.split("."); process.exit(a > 20 || (a == 20 && b >= 10) ? 0 : 1)' ||
    give_up "The browser tests need Node 20.10 or newer; this is $(node --version)."
  command -v npm >/dev/null || apt_install npm
  # A lock file that names where a package was downloaded binds everyone to that place.
  if grep -q '"resolved"' "$folder/package-lock.json"; then
    give_up "tests/browser/package-lock.json names download addresses; make it again with npm install in that folder."
  fi
  wanted="$(node --version) $(cksum <"$folder/package-lock.json")"
  if ! is_stamped "$folder/node_modules" "$wanted"; then
    (cd "$folder" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error)
    printf '%s\n' "$wanted" >"$folder/node_modules/.stamp"
  fi
}
