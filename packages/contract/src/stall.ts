/** A stretch of time, ms since the scenario began. */
export interface Interval {
  readonly from: number;
  readonly to: number;
}

/** A stretch in which the machine did not keep up, as the harness has measured it. */
export interface Stall extends Interval {
  /** How much of the stretch was lost, ms. */
  readonly lostMs: number;
  /**
   * `event loop`: the harness itself was late by so much. `cpu`: a thread of the harness or of a role was ready to run and
   * waited so long for a CPU, or a hypervisor took the CPUs away for so long.
   */
  readonly of: "event loop" | "cpu";
}
