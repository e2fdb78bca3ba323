#!/usr/bin/env bash
# A look around the example book: sh examples/tour.sh FOLDER, with acctplan on the PATH.
set -eu
cd "$1"
export ACCTPLAN_TODAY="${ACCTPLAN_TODAY:-2026-11-20}"
show() {
  printf '\n\033[1m$ acctplan %s\033[0m\n' "$*"
  acctplan "$@" || test $? -eq 1
}
show status
show lint larchfield-outfitters delta-freight
show show larchfield-outfitters --brief
show diff FY2027-Q2..FY2027-Q3 larchfield-outfitters
show history larchfield-outfitters pulse.renew_today --by quarter
printf '\nThe book is in %s. Go there and try: acctplan review --agenda\n' "$1"
