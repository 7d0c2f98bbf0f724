import { loadAverage } from "../packages/proxy/bench/load-average.ts";
import { type Crowd, measureCrowd } from "./live/measure-crowd.ts";
import { type FirstDelivery, measureFirstDelivery } from "./live/measure-first-delivery.ts";
import { type LiveRole, openLiveRole } from "./live/open-live-role.ts";

/** What an outage of Redis is to the clients of the sample backend's live side. */
export interface LiveNumbers {
  readonly firstDelivery: FirstDelivery;
  readonly crowd: Crowd;
  /** Programs that wanted a core before and after, one minute's average. */
  readonly loadAverage: readonly [number, number];
}

/** Breaks the way to a real Redis, heals it, and looks at two clients, then at a thousand. */
export async function measureLive(): Promise<LiveNumbers> {
  const before = loadAverage();
  const firstDelivery = await withLiveRole(measureFirstDelivery);
  const crowd = await withLiveRole(measureCrowd);
  return { firstDelivery, crowd, loadAverage: [before, loadAverage()] };
}

async function withLiveRole<T>(measure: (live: LiveRole) => Promise<T>): Promise<T> {
  await using live = await openLiveRole();
  return await measure(live);
}
