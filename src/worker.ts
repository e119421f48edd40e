// What a pool's worker runs: the verbs, on parts of what the caller gave. Bundled into one script without the kernels' bytes.

import { fitFrom } from "./fit/fit";
import { minimaFrom } from "./fit/fit-rows";
import { serve } from "./kernels/serve";
import { spectrum } from "./spectrum";
import { steadyState } from "./steady-state";
import { experimentsFrom } from "./uncertainty/experiments";
import { propagateFrom } from "./uncertainty/propagate";
import { replicatesFrom } from "./uncertainty/replicates";

serve({ steadyState, spectrum, fitFrom, minimaFrom, experimentsFrom, propagateFrom, replicatesFrom });
