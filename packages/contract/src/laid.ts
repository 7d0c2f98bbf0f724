/** Something that lies on a link; disposing takes it off. */
export interface Laid extends AsyncDisposable {
  /** How often it has struck so far: messages for a rule, connections for the rest. Absent: it strikes all there is, uncounted. */
  readonly hits?: number;
}
