// How far long work is, on stderr, where somebody may be looking: a terminal.

import { Format, type Options, type Params, SingleBar } from "cli-progress";

/** Progress of one piece of work. */
export interface Progress {
  /** So many are done. */
  readonly tick: (done: number) => void;
  /** Takes the line away; to be called however the work ends. */
  readonly stop: () => void;
}

/** Work that is done before is not worth a line (ms). */
const PATIENCE = 500;

/**
 * A line with what is done of `total` `things`, such as samples, their rate and the time left; without a total, what is done and for how
 * long. Silent unless stderr is a terminal.
 */
export function progress(things: string, total?: number): Progress {
  if (!process.stderr.isTTY) return { tick: () => {}, stop: () => {} };
  const began = performance.now();
  const seconds = () => (performance.now() - began) / 1e3;
  const bar = new SingleBar({
    stream: process.stderr,
    clearOnComplete: true,
    hideCursor: false,
    gracefulExit: false,
    barCompleteChar: "━",
    barIncompleteChar: " ",
    barsize: 30,
    format: (options, params) => written(options, params, things, total, seconds()),
  });
  const stop = () => {
    bar.stop();
    process.removeListener("exit", stop);
  };
  process.on("exit", stop); // Ctrl-C, too, leaves a clean line
  return {
    tick: (done) => {
      if (!bar.isActive && 1e3 * seconds() > PATIENCE) bar.start(total ?? 0, 0);
      bar.update(done);
    },
    stop,
  };
}

function written(options: Options, { value, progress }: Params, things: string, total: number | undefined, seconds: number) {
  const rate = value / seconds;
  const speed = `${short(value)}${total === undefined ? "" : ` of ${short(total)}`} ${things}, ${short(rate)}/s`;
  if (total === undefined) return `${speed}, ${clock(seconds)}`;
  const left = value > 0 ? `${clock((total - value) / rate)} left` : "";
  return `${Format.BarFormat(progress, options)} ${Math.floor(100 * progress)} %  ${speed}, ${left}`;
}

const steps = [
  [1e9, " G"],
  [1e6, " M"],
  [1e3, " k"],
] as const;

/** 1.23 M. */
function short(count: number): string {
  const [size, name] = steps.find(([size]) => count >= size) ?? [1, ""];
  return `${Number((count / size).toPrecision(3))}${name}`;
}

/** 1:02:03, or 2:03. */
function clock(seconds: number): string {
  const whole = Math.ceil(seconds);
  const parts = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  return (parts[0] === 0 ? parts.slice(1) : parts).map((n, i) => (i === 0 ? `${n}` : `${n}`.padStart(2, "0"))).join(":");
}
