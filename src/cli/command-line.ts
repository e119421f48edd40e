import { Command, CommanderError, type Option } from "commander";
import { description, version } from "../../package.json";
import { ArgumentError, expected } from "../errors";
import { addAbout } from "./about";
import { addBootstrap } from "./bootstrap";
import { addCoverage } from "./coverage";
import { detectionChoices, detectionKinds } from "./detections";
import { exit } from "./exit";
import { addFit } from "./fit";
import { addPaper } from "./paper";
import { choices, type ParameterName, parameters } from "./parameters";
import { addProfile } from "./profile";
import { addPropagate } from "./propagate";
import { addPsd } from "./psd";
import { expectations } from "./quantity";
import { samplingKinds } from "./sampling";
import { addSimulate } from "./simulate";
import { addSpectrum } from "./spectrum";
import { addSteadyState } from "./steady-state";
import { bold } from "./style";
import { advice } from "./unknown";

const notes = `
Examples:
  clausius paper
  clausius steady-state --preset optomechanics --gAB 0.49kappaA
  clausius spectrum --preset bec --couplingRatioSquared 0.93 --frequencies -12..12kHz:801
  clausius simulate --preset optomechanics --gAB 1kappaA --rate 10MHz --samples 1e6 --output x.npz
  clausius psd record.trc --length 8192 --output psd.csv
  clausius fit spectrum.csv --preset optomechanics --averages 100
  clausius profile spectrum.csv --preset optomechanics
  clausius bootstrap spectrum.csv --preset optomechanics
  clausius propagate --preset optomechanics --gAB 0.49kappaA --gammaB 264.1+-5Hz
  clausius coverage --preset bec --couplingRatioSquared 0.93 --frequencies -25..25kHz:2000 \\
    --averages 10 --experiments 1000
  clausius fit --help

Exit codes: 0 done; 1 a file cannot be read or written; 2 wrong use;
3 no row has a steady state, and nothing is written; 4 a fit did not converge (its
report is written); 130 Ctrl-C (bootstrap and coverage print what is done);
143 terminated.`;

/** Options that may be given several times. */
const repeatable = ["--fix", "--calibrated", "--start", "--bounds", "--exclude"];

/** A command whose refusals read like those of the package; commander calls these methods, though its types do not have them. */
class ProgramCommand extends Command {
  override createCommand(name?: string): ProgramCommand {
    return new ProgramCommand(name);
  }

  unknownCommand(): never {
    throw this.refusal(
      "command",
      this.args[0]!,
      this.commands.map((command) => command.name()),
    );
  }

  unknownOption(flag: string): never {
    const known = this.createHelp().visibleOptions(this);
    throw this.refusal(
      "option",
      flag,
      known.map(({ long }) => long!),
    );
  }

  optionMissingArgument(option: Option): never {
    throw expected(option.attributeName(), expectationOf(option), undefined);
  }

  private refusal(kind: string, name: string, known: string[]) {
    return new CommanderError(exit.usage, "commander.unknown", `unknown ${kind} '${name}'; ${advice(name, known)}`);
  }
}

function expectationOf(option: Option): string {
  const name = option.attributeName();
  if (Object.hasOwn(detectionKinds, name)) return expectations[detectionKinds[name as keyof typeof detectionKinds]];
  if (Object.hasOwn(samplingKinds, name)) return expectations[samplingKinds[name as keyof typeof samplingKinds]];
  if (Object.hasOwn(detectionChoices, name)) return detectionChoices[name as keyof typeof detectionChoices];
  if (Object.hasOwn(parameters, name)) return expectations[parameters[name as ParameterName].kind];
  return choices[name as keyof typeof choices] ?? `a ${/<(.*)>/.exec(option.flags)![1]}`;
}

/**
 * Runs the command that the words name.
 *
 * @throws ArgumentError or CommanderError on wrong use, FileError, NoSteadyState; CommanderError with exit code 0 after help and version
 */
export async function commandLine(words: readonly string[]): Promise<void> {
  const program = new ProgramCommand("clausius")
    .description(description)
    .version(version)
    .exitOverride()
    .configureOutput({ writeErr: () => {} })
    .configureHelp({ styleTitle: bold })
    .addHelpText("after", notes);
  addPaper(program);
  addSteadyState(program);
  addSpectrum(program);
  addSimulate(program);
  addPsd(program);
  addFit(program);
  addProfile(program);
  addBootstrap(program);
  addPropagate(program);
  addCoverage(program);
  addAbout(program);
  // commander knows --name=value too, but then takes all of it for the name of an unknown one.
  const parted = words.flatMap((word) => /^(--\w[\w-]*)=(.*)$/s.exec(word)?.slice(1) ?? [word]);
  const twice = parted.find((word, i) => /^--[A-Za-z]/.test(word) && !repeatable.includes(word) && parted.indexOf(word) < i);
  if (twice !== undefined) throw new ArgumentError(twice.slice(2), "given twice");
  if (words.length === 0) program.outputHelp();
  else await program.parseAsync(parted, { from: "user" });
}
