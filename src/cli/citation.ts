/** The paper whose experiments these are. */
export const citation =
  "M. Brunelli et al., Experimental determination of irreversible entropy production in out-of-equilibrium mesoscopic quantum systems, Phys. Rev. Lett. 121, 160604 (2018), arXiv:1602.06958";
