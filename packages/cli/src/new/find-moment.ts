/** Words that say nothing about which moment is meant. */
const EMPTY = new Set(["the", "and", "its", "for", "with", "from", "has", "was", "are", "into", "that", "this"]);

const stemsOf = (text: string): ReadonlySet<string> =>
  new Set(
    text
      .toLowerCase()
      .split(/[^a-z]+/)
      .filter((word) => word.length > 2 && !EMPTY.has(word))
      .map((word) => word.replace(/(ing|ed|es|s)$/, "").slice(0, 6)),
  );

/** The moment of a capability whose name or description has most words of a phrase; undefined when none has any. */
export function findMoment(
  phrase: string,
  moments: Readonly<Record<string, { readonly description: string }>>,
): string | undefined {
  const wanted = stemsOf(phrase);
  let best: { readonly name: string; readonly shared: number } | undefined;
  for (const [name, { description }] of Object.entries(moments)) {
    const inName = stemsOf(name);
    const inText = stemsOf(description);
    const shared = [...wanted].reduce((sum, stem) => sum + (inName.has(stem) ? 2 : inText.has(stem) ? 1 : 0), 0);
    if (shared > (best?.shared ?? 0)) best = { name, shared };
  }
  return best?.name;
}
