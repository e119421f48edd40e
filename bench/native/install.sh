#!/usr/bin/env bash
# Installs the native rivals and what builds them, on Debian, and lmfit for Debian's Python; then builds them into build/native.
set -euo pipefail
cd "$(dirname "$0")"
apt-get update -qq
apt-get install -y --no-install-recommends gcc g++ cmake make libgsl-dev libceres-dev libeigen3-dev libslicot-dev liblapack-dev python3-scipy python3-lmfit
bash build.sh
