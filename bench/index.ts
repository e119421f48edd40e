// npm run bench: every workload against every rival, side by side in one process, as ratios.

import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import os from "node:os";
import { kernelBytes } from "clausius";
import { printAccuracy } from "./accuracy";
import { benchBootstrap } from "./bootstrap";
import { benchFits } from "./fits";
import { benchKernels } from "./kernels";
import { benchLyapunov } from "./lyapunov";
import { benchPool } from "./pool";
import { benchPropagation } from "./propagation";
import { benchSweep } from "./sweep";
import { benchWelch } from "./welch";

const { version: mathjs } = JSON.parse(readFileSync(new URL("../node_modules/mathjs/package.json", import.meta.url), "utf8"));
const hash = createHash("sha256").update(kernelBytes()).digest("hex").slice(0, 16);
console.log(
  `${os.cpus()[0]?.model}, ${os.cpus().length} cores; Node ${process.version}, V8 ${process.versions.v8}; kernels ${hash}; mathjs ${mathjs}`,
);
benchSweep();
benchLyapunov();
benchKernels();
benchFits();
benchPropagation();
await benchPool();
await benchBootstrap();
await benchWelch();
printAccuracy();
