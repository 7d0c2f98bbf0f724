/** The same values in an order that is drawn. */
export function shuffled<T>(values: readonly T[], random: () => number): readonly T[] {
  return values
    .map((value) => ({ value, drawn: random() }))
    .sort((one, other) => one.drawn - other.drawn)
    .map(({ value }) => value);
}
