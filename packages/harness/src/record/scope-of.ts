import type { MessageDescription, MessageValue } from "@chaos-packs/contract";
import { isIdName, looksLikeId, type OwnValue, wordsOf } from "./own-values.ts";

/** Where a value of a journey stands in a message. */
export interface ScopeKey {
  readonly name: string;
  readonly position: MessageValue;
  /** The value may stand there by chance, and no second request has shown that it does not. */
  readonly isGuess: boolean;
}

/**
 * Where the values of a journey stand in a message. `alike` are the messages of its kind that came when the same was asked
 * once more: where there are some, a position counts only when the value of that request stood there. Of several the first
 * is taken that can be read before the answer, has the name of the value where nothing shows which is meant, and is short.
 */
export const scopeOf = (
  { values }: Pick<MessageDescription, "values">,
  own: readonly OwnValue[],
  alike: readonly Pick<MessageDescription, "values">[] = [],
): readonly ScopeKey[] =>
  own.flatMap(({ name, value, again }): readonly ScopeKey[] => {
    const standing = values.filter((each) => each.value === value);
    const isShown = again !== undefined && alike.length > 0;
    const follows = ({ read }: MessageValue): boolean =>
      alike.some((other) => other.values.some((each) => each.read === read && each.value === again));
    const isMeant = ({ field }: MessageValue): boolean => isDistinct(value) || distance(field, name) <= LIKE_AN_ID;
    const meant = standing.filter(isShown ? follows : isMeant);
    const [position] = meant.sort(
      (one, other) =>
        Number(one.isAnswered ?? false) - Number(other.isAnswered ?? false) ||
        (isShown ? 0 : distance(one.field, name) - distance(other.field, name)) ||
        one.read.length - other.read.length,
    );
    return position ? [{ name, position, isGuess: !isShown && !isDistinct(value) }] : [];
  });

const LIKE_AN_ID = 1;

/** 0: the field has the name; 1: it is another id, such as `document_id` for `id`; 2: it may be anything. */
function distance(field: string | undefined, name: string): number {
  if (field === undefined) return 2;
  if (wordsOf(field).join() === wordsOf(name).join()) return 0;
  return isIdName(field) ? LIKE_AN_ID : 2;
}

const SHORTEST_DISTINCT = 6;
const SHORTEST_WITH_DIGIT = 4;

/** Whether a value is found elsewhere only because it is meant: numbers and short words stand everywhere. */
const isDistinct = (value: string): boolean =>
  looksLikeId(value) ||
  (!/^[\d.]+$/.test(value) && value.length >= (/\d/.test(value) ? SHORTEST_WITH_DIGIT : SHORTEST_DISTINCT));
