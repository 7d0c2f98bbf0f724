import type { CapabilityBinding, Series } from "@chaos-packs/contract";
import { sleep } from "../clock.ts";
import type { Lane } from "../lane/lane.ts";
import type { Recorder } from "./recorder.ts";

const EVERY_MS = 100;
/** From so many samples on every second one is dropped, and the next are taken half as often. */
const MOST = 2_000;

type Mutable = Omit<Series, "samples"> & { samples: { at: number; value: number }[] };

interface SamplerOptions {
  readonly lane: Lane;
  readonly recorder: Recorder;
  readonly signal: AbortSignal;
}

/** Measures every series of the bindings again and again until it is closed. A measurement that fails is left out. */
export class SeriesSampler implements AsyncDisposable {
  readonly #series: Mutable[] = [];
  readonly #stop = new AbortController();
  readonly #sampling: readonly Promise<void>[];

  constructor(bindings: Iterable<CapabilityBinding>, { lane, recorder, signal }: SamplerOptions) {
    const stopped = AbortSignal.any([signal, this.#stop.signal]);
    this.#sampling = [...bindings].flatMap(({ capability, series: mapped = {} }) =>
      Object.entries(mapped).flatMap(([name, measure]) => {
        const spec = capability.series?.[name];
        if (!measure || !spec) return [];
        const series: Mutable = { capability: capability.name, name, unit: spec.unit, samples: [] };
        this.#series.push(series);
        return [sample(series, () => measure(lane.own as never, stopped), recorder, stopped)];
      }),
    );
  }

  get series(): readonly Series[] {
    return this.#series;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort();
    await Promise.all(this.#sampling);
  }
}

async function sample(
  series: Mutable,
  measure: () => Promise<number>,
  recorder: Recorder,
  signal: AbortSignal,
): Promise<void> {
  let every = EVERY_MS;
  while (!signal.aborted) {
    const at = recorder.time();
    const value = await measure().catch(() => undefined); // a service that is just dead has no number
    if (value !== undefined && !signal.aborted) series.samples.push({ at, value });
    if (series.samples.length >= MOST) {
      series.samples = series.samples.filter((_, index) => index % 2 === 0);
      every *= 2;
    }
    await sleep(every, signal).catch(() => {});
  }
}
