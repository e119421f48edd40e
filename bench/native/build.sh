#!/usr/bin/env bash
# Builds a peer for each library that is there, and the kernels' twins in C, into bench/native/build.
set -euo pipefail
cd "$(dirname "$0")"
cmake -S . -B build -DCMAKE_BUILD_TYPE=Release
cmake --build build
