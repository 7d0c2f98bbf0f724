/** What has happened here so far. */
export interface Counts {
  /** Messages that Redis has taken. */
  published: number;
  /** Messages that Redis passed on to nobody. */
  unheard: number;
  /** Messages that went to local sockets, because Redis could not take them in time. */
  toldLocally: number;
  /** Messages that had to be given up before Redis could take them. */
  dropped: number;
  /** Messages that came a second time. */
  repeated: number;
  /** Gaps that had to be declared. */
  gaps: number;
  /** Clients that were cut off, because they took nothing any more. */
  cutOff: number;
}

/** Nothing yet. */
export const noCounts = (): Counts => ({
  published: 0,
  unheard: 0,
  toldLocally: 0,
  dropped: 0,
  repeated: 0,
  gaps: 0,
  cutOff: 0,
});
