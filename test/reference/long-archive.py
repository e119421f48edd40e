"""Makes long-archive.json: the first and the last bytes of an .npz of more than 4 GB, samples (all zero, between them) and interval, whose
sizes and offsets take 64 bits. Run: python3 long-archive.py > long-archive.json (NumPy 2.4; 4.3 GB in the temporary folder)."""
import base64
import io
import json
import os
import tempfile
import zipfile
import numpy as np

N = 2**29 + 1000
with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, "long.npz")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED, allowZip64=True) as archive:
        with archive.open(zipfile.ZipInfo("samples.npy"), "w", force_zip64=True) as file:
            head = io.BytesIO()
            np.lib.format.write_array_header_1_0(head, {"descr": "<f8", "fortran_order": False, "shape": (N,)})
            file.write(head.getvalue())
            for left in range(8 * N, 0, -(1 << 20)):
                file.write(bytes(min(left, 1 << 20)))
        with archive.open(zipfile.ZipInfo("interval.npy"), "w", force_zip64=True) as file:
            number = io.BytesIO()
            np.lib.format.write_array(number, np.array(4e-7))
            file.write(number.getvalue())
    size = os.path.getsize(path)
    with open(path, "rb") as file:
        first = file.read(256)
        file.seek(size - 1024)
        last = file.read()
encoded = {name: base64.b64encode(part).decode() for name, part in (("first", first), ("last", last))}
print(json.dumps({"size": size, "length": N, **encoded}, indent=1))
