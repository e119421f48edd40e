"""Makes arrays.json: files as NumPy writes them, in base64, with the numbers that they hold.
Run: python3 arrays.py > arrays.json (NumPy 2.4).
python3 arrays.py FILE.npz prints the arrays of an archive, as a check that NumPy reads what was written elsewhere."""
import base64
import io
import json
import sys
import warnings
import numpy as np

warnings.simplefilter("ignore")  # versions 2 and 3 of the format


def npy(array, version=None):
    file = io.BytesIO()
    np.lib.format.write_array(file, array, version)
    return file.getvalue()


def npz(write, **arrays):
    file = io.BytesIO()
    write(file, **arrays)
    return file.getvalue()


def entry(name, content, samples, imaginary=None):
    z = np.asarray(samples)
    found = {"name": name, "base64": base64.b64encode(content).decode(), "samples": [float(x) for x in z.real]}
    if np.iscomplexobj(z):
        imaginary = z.imag
    if imaginary is not None:
        found["imaginary"] = [float(x) for x in imaginary]
    return found


if len(sys.argv) > 1:
    with np.load(sys.argv[1]) as archive:
        shown = {k: {"dtype": v.dtype.str, "shape": v.shape, "bytes": v.tobytes().hex()} for k, v in archive.items()}
        print(json.dumps(shown))
    sys.exit()

x = np.array([0.0, -1.5, 0.1, 1e300, -5e-324, 2.0**53 + 2])
z = np.array([0.1 + 0.2j, -1e-300 - 3j, 5j])
small = np.array([0, 1, -1, 100, -128, 127])
cases = []
for descr in ["<f8", ">f8"]:
    cases.append(entry(descr, npy(x.astype(descr)), x))
for descr in ["<f4", ">f4", "<f2", ">f2"]:
    y = np.array([0.0, -1.5, 0.1, 6e-5, -6e-8, 60000.0]).astype(descr)
    cases.append(entry(descr, npy(y), y.astype("f8")))
for descr in ["|i1", "<i2", ">i2", "<i4", ">i4", "<i8", ">i8"]:
    cases.append(entry(descr, npy(small.astype(descr)), small))
for descr in ["|u1", "<u2", ">u2", "<u4", ">u4", "<u8", ">u8"]:
    y = np.array([0, 1, 255, np.iinfo(descr).max], dtype=descr) if descr != "|u1" else np.array([0, 1, 255], dtype=descr)
    cases.append(entry(descr, npy(y), y.astype("f8")))
for descr in ["<c16", ">c16", "<c8", ">c8"]:
    y = z.astype(descr)
    cases.append(entry(descr, npy(y), y.astype("c16")))
for version in [(1, 0), (2, 0), (3, 0)]:
    cases.append(entry(f"version {version[0]}", npy(x, version), x))
cases.append(entry("(6, 1)", npy(x.reshape(6, 1)), x))
cases.append(entry("(1, 6)", npy(x.reshape(1, 6)), x))
cases.append(entry("(1, 6) of Fortran", npy(np.asfortranarray(x.reshape(1, 6))), x))

pair = np.stack([x, x[::-1]], axis=1)  # (6, 2)
two = [
    entry("(6, 2)", npy(pair), x[::-1]),
    entry("(6, 2) of Fortran", npy(np.asfortranarray(pair)), x[::-1]),
    entry("(2, 6)", npy(np.ascontiguousarray(pair.T)), x[::-1]),
    entry("(2, 6) of Fortran", npy(np.asfortranarray(pair.T)), x[::-1]),
]
record = dict(samples=x, interval=np.float64(4e-7), start=np.float64(-0.05), unit=np.array("µV"))
archives = [entry(write.__name__, npz(write, **record), x) for write in (np.savez, np.savez_compressed)]
print(json.dumps({"arrays": cases, "two": two, "archives": archives}, indent=1))
