/** What is promised about a service that others stand on. */
export interface ServiceRule {
  /** The work stops or falls back without it. */
  readonly isCritical: boolean;
  /** Failures in a row by which it counts as failed. */
  readonly threshold: number;
  /** How long it must be healthy before it counts as back, ms. */
  readonly recoveryMs: number;
}

/** How a service stands. */
export interface ServiceState {
  readonly rule: ServiceRule;
  /** In a row, up to now. */
  readonly failures: number;
  readonly hasFailed: boolean;
  /** Since when a failed service has been healthy again, ms of a clock that only goes forward. */
  readonly healthySince: number | undefined;
  /** Whether something else does its work while it has failed. */
  readonly isCarried: boolean;
  /** Since when its fallback can carry it again while it has failed, ms of the same clock. */
  readonly carriedSince: number | undefined;
}

/** The services of a process, by name. */
export type ServiceStates = Readonly<Record<string, ServiceState>>;

/** A service of which nothing bad is known. */
export const healthyService = (rule: ServiceRule, { isCarried }: { isCarried: boolean }): ServiceState => ({
  rule,
  failures: 0,
  hasFailed: false,
  healthySince: undefined,
  isCarried,
  carriedSince: undefined,
});
