#!/bin/sh
# Installs deskconsole from this folder; the network is not used. Python 3.11, 3.12 or 3.13 is all that is needed.
#
#   ./install.sh [--prefix FOLDER] [--links FOLDER] [--python PYTHON]
#   ./install.sh --remove [--prefix FOLDER] [--links FOLDER]
#
# --prefix: where the program goes (root: /opt/deskconsole, else ~/.local/lib/deskconsole)
# --links:  where the command, its manual page and completions are linked (root: /usr/local, else ~/.local)
# Installing again replaces the program; stores are never touched.
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)

prefix=/opt/deskconsole links=/usr/local
if [ "$(id -u)" -ne 0 ]; then
  prefix=$HOME/.local/lib/deskconsole links=$HOME/.local
fi
python='' remove=''
fail() { echo "install.sh: $*" >&2; exit 1; }
while [ $# -gt 0 ]; do
  case $1 in
    --remove) remove=yes; shift; continue ;;
    -h | --help) sed -n '2,/^[^#]/s/^# \{0,1\}//p' "$0"; exit 0 ;;
    --prefix | --links | --python) [ $# -ge 2 ] || fail "$1 needs a value" ;;
    *) fail "unknown option $1 (--help lists them)" ;;
  esac
  case $1 in
    --prefix) prefix=$2 ;;
    --links) links=$2 ;;
    --python) python=$2 ;;
  esac
  shift 2
done
case $prefix in /*) ;; *) prefix=$PWD/$prefix ;; esac
case $links in /*) ;; *) links=$PWD/$links ;; esac

# What is there must be ours: a folder with anything else in it is left alone.
mark=$prefix/.installed-from-bundle
if [ -e "$prefix" ] && [ ! -e "$mark" ] && [ -n "$(ls -A "$prefix")" ]; then
  fail "$prefix holds something else; choose another folder with --prefix"
fi

each_link() { # runs its arguments with each link and what it points to
  "$@" bin/deskconsole
  for file in man/man1/deskconsole.1 man/zh_CN/man1/deskconsole.1 bash-completion/completions/deskconsole \
    zsh/site-functions/_deskconsole fish/vendor_completions.d/deskconsole.fish; do
    "$@" "share/$file"
  done
}
unlink_one() {
  case $(readlink "$links/$1" || true) in "$prefix"/*) rm -f "$links/$1" ;; esac
}
link_one() {
  unlink_one "$1"
  if [ -e "$links/$1" ] || [ -L "$links/$1" ]; then
    echo "install.sh: $links/$1 is something else; left as it is" >&2
  else
    mkdir -p "$links/${1%/*}" && ln -s "$prefix/$1" "$links/$1"
  fi
}

if [ -n "$remove" ]; then
  each_link unlink_one
  rm -rf "$prefix"
  echo "Removed. Stores are where they were."
  exit 0
fi

suits() { "$1" -c 'import sys, venv; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null; }
if [ -n "$python" ]; then
  suits "$python" || fail "$python is not Python 3.11, 3.12 or 3.13"
else
  for each in python3 python3.13 python3.12 python3.11; do
    if suits "$each"; then python=$each; break; fi
  done
  [ -n "$python" ] || fail "Python 3.11, 3.12 or 3.13 is needed"
fi

mkdir -p "$prefix"
touch "$mark"
# The bundle's own pip: Debian's Python has none of its own without python3-venv.
"$python" -m venv --clear --without-pip "$prefix"
touch "$mark"
"$prefix/bin/python" "$here/pip" --disable-pip-version-check --isolated install --quiet --no-cache-dir \
  --no-index --find-links "$here/wheels" --require-hashes --requirement "$here/requirements.txt"
"$prefix/bin/python" -m deskconsole.desk.policy.prepare
each_link link_one
"$prefix/bin/deskconsole" --version
case ":$PATH:" in *":$links/bin:"*) ;; *) echo "Put $links/bin on the PATH." ;; esac
