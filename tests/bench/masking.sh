#!/usr/bin/env bash
# How many megabytes a second the masker reads on one core, without and with names.
set -euo pipefail
cd "$(dirname "$0")/../.."
cargo test --release --workspace --test masking -- --ignored --nocapture megabytes_a_second
