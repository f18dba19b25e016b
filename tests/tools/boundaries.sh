#!/usr/bin/env bash
# What each package may depend on. Every "never" is asked beside an "always" of the same kind, so that
# a renamed crate or a changed tree cannot make a check pass by finding nothing.
set -euo pipefail
cd "$(dirname "$0")/../.."
fell=0

# tree PACKAGE [FLAGS...]: names and versions of all that it is built from, tests left out.
tree() {
  cargo tree ${CI:+--locked} -q --edges normal,build --target all --prefix none --format '{p}' -p "$@" | sort -u
}

# names WHAT TREE PATTERN / lacks WHAT TREE PATTERN
names() {
  grep -qE "$3" <<<"$2" || { echo "FAILED: $1 should name $3 and does not"; fell=1; }
}
lacks() {
  local found
  if found=$(grep -E "$3" <<<"$2"); then
    printf 'FAILED: %s must not name\n%s\n' "$1" "$found"
    fell=1
  fi
}

aws='^(aws-|lambda_)'
sqlite='^(rusqlite|libsqlite3-sys|dynoxide-rs) '
pictures='^(image|webp|libwebp-sys|jpeg-encoder|fast_image_resize) '

whole=$(tree jiayuan)
alone=$(tree jiayuan --no-default-features)
names "the generator" "$whole" "$aws"
names "the generator" "$whole" '^tera v2\.'
lacks "the generator" "$whole" '^tera v[013-9]'
names "the generator" "$whole" "$pictures"
names "the generator without serve" "$alone" '^tera v2\.'
lacks "the generator without serve" "$alone" "$aws"
lacks "the generator without serve" "$alone" "$sqlite"

everything=$(tree jiayuan-function)
deployed=$(tree jiayuan-function --no-default-features --features service,lambda)
record=$(tree jiayuan-function --no-default-features)
names "the function on one machine" "$everything" "$sqlite"
names "the deployed function" "$deployed" "$aws"
lacks "the deployed function" "$deployed" "$sqlite"
lacks "the deployed function" "$deployed" "$pictures"
lacks "the deployed function" "$deployed" '^jiayuan '
lacks "the function" "$everything" '^jiayuan '
lacks "the case record alone" "$record" '^(aws-|axum|tokio|lambda_)'

[ "$fell" = 0 ] && echo "the packages name what they may and nothing else"
exit "$fell"
