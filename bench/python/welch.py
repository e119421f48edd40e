"""SciPy's welch, Hann, half overlapped, of the record that welch.ts has, too. For each line {"length"} on standard input, a line {"seconds",
"memory", "density"}: the time of the call, the greatest memory of the process so far beside the record (MB), and some bins."""
import json
import platform
import resource
import sys
import time
import numpy
import scipy
from scipy.signal import welch

SAMPLES = 10_000_000
x = numpy.empty(SAMPLES)
for first in range(0, SAMPLES, 100_000):  # piece by piece: the memory that welch takes is to be seen
    h = numpy.arange(first, first + 100_000, dtype=numpy.uint32)
    for _ in range(2):
        h = (h ^ (h >> numpy.uint32(16))) * numpy.uint32(0x45D9F3B)
    x[first : first + 100_000] = h / 2.0**31 - 1


def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


versions = f"SciPy {scipy.__version__}, NumPy {numpy.__version__}, Python {platform.python_version()}"
print(versions, flush=True)
before = peak()
for line in sys.stdin:
    length = json.loads(line)["length"]
    start = time.perf_counter()
    _, density = welch(x, fs=1.0, window="hann", nperseg=length, noverlap=length // 2)
    seconds = time.perf_counter() - start
    print(json.dumps({"seconds": seconds, "memory": peak() - before, "density": list(density[1:8])}), flush=True)
