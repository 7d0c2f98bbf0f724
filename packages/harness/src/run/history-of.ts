import {
  type CapabilityBinding,
  type ConnectionCount,
  type Faultless,
  type History,
  momentsDetailed,
  momentsShown,
  partsOffered,
  promisedTraits,
} from "@chaos-packs/contract";
import type { Lane } from "../lane/lane.ts";
import type { Recorder } from "./recorder.ts";
import type { SeriesSampler } from "./series-sampler.ts";

/** What a history is made from. */
export interface HistoryParts {
  readonly lane: Lane;
  readonly bindings: ReadonlyMap<string, CapabilityBinding>;
  readonly recorder: Recorder;
  readonly sampler: SeriesSampler;
  readonly before: readonly ConnectionCount[];
  readonly after: readonly ConnectionCount[];
  readonly roles: History["roles"];
  readonly faultless: Faultless | undefined;
  readonly lateLook: History["lateLook"];
}

/** All that a run has shown, and what its target promises and offers; times are ms since the run began. */
export function historyOf({
  lane,
  bindings,
  recorder,
  sampler,
  before,
  after,
  roles,
  faultless,
  lateLook,
}: HistoryParts): History {
  const { noise } = lane.session;
  const of = <T>(read: (binding: CapabilityBinding) => T): Readonly<Record<string, T>> =>
    Object.fromEntries([...bindings].map(([name, binding]) => [name, read(binding)]));
  return {
    ...recorder.recorded,
    connections: {
      events: lane.connectionEvents.map((event) => ({ ...event, at: recorder.time(event.at) })),
      before,
      after,
    },
    unseen: lane.unseen.map((each) => ({ ...each, at: recorder.time(each.at) })),
    series: sampler.series,
    ...(faultless && { faultless }),
    ...(lateLook && { lateLook }),
    offered: of(partsOffered),
    seenOn: of(momentsShown),
    detailed: of(momentsDetailed),
    traits: of(({ traits }) => promisedTraits(traits)),
    roles,
    stalls: noise.since(recorder.startedAt).map((stall) => ({
      ...stall,
      from: recorder.time(stall.from),
      to: recorder.time(stall.to),
    })),
    overflow: recorder.overflow,
    endedAt: recorder.time(),
  };
}
