// The options that describe a system, shared by the commands.

import type { Command } from "commander";
import { parameterNames, parameters } from "./parameters";

const helpOf = { rate: "<rate>", coupling: "<coupling>", temperature: "<temperature>", number: "<number>" };
const meanings = {
  omegaA: "detuning of the cavity mode a",
  kappaA: "amplitude decay rate of the cavity (half width)",
  omegaB: "frequency of the mechanical or atomic mode b",
  gammaB: "amplitude damping rate of mode b (half width)",
  gAB: "coupling g of g q_a q_b, also in kappaA or gcr",
  couplingRatioSquared: "(g/g_cr)², or else gAB (dicke)",
  temperatureB: "temperature of the bath of mode b",
  nThermalA: "occupation of the light bath, 0 unless given",
  nThermalB: "occupation of the bath of mode b, or else temperatureB",
} satisfies Record<keyof typeof parameters, string>;

/** Adds preset, model, every parameter, and the phase. */
export function addSystem(command: Command, models = "optomechanics or dicke"): void {
  command.option("--preset <name>", "start from Table I of the paper: optomechanics or bec").option("--model <name>", models);
  for (const name of parameterNames) command.option(`--${name} ${helpOf[parameters[name].kind]}`, meanings[name]);
  command.option("--phase <name>", "auto, normal or superradiant (dicke)");
}
