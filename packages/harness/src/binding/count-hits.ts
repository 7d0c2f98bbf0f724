import type { Laid, Link } from "@chaos-packs/contract";

/** A link that takes note of all that is laid on it, so that it can be asked later how often it struck. */
export function countingLink(link: Link, noted: Laid[]): Link {
  const note = async <T extends Laid>(laying: Promise<T>): Promise<T> => {
    const laid = await laying;
    noted.push(laid);
    return laid;
  };
  const { by, dependency, host, port, url } = link;
  return {
    by,
    dependency,
    host,
    port,
    url,
    connections: () => link.connections(),
    fail: (failure) => note(link.fail(failure)),
    partition: (direction) => note(link.partition(direction)),
    blackhole: (direction) => note(link.blackhole(direction)),
    delay: (delay) => note(link.delay(delay)),
    toxic: (toxic, options) => note(link.toxic(toxic, options)),
    rule: (rule) => note(link.rule(rule)),
    [Symbol.asyncDispose]: () => link[Symbol.asyncDispose](),
  };
}

/** How often a fault struck by what it laid on links; once when nothing of that counts, as for a kill or a refused dial. */
export function hitsOf(noted: readonly Laid[]): number {
  const counts = noted.map(({ hits }) => hits).filter((each) => each !== undefined);
  return counts.length === 0 ? 1 : counts.reduce((sum, each) => sum + each, 0);
}
