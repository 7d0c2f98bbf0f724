import { emptyHistory, type History } from "../history.ts";

/** A part of a history: what is not in it is empty. */
export type Piece = Partial<History>;

/** When an example ends, ms since the scenario began, unless a piece says otherwise: long after all that is in it. */
const ENDED_AT_MS = 10_000;

/** One history of several pieces: what is listed is joined in the order given, what is told by name or once is that of the last piece that has it. */
export function joinPieces(pieces: readonly Piece[]): History {
  const events = pieces.flatMap(({ connections }) => connections?.events ?? []);
  const before = pieces.flatMap(({ connections }) => connections?.before ?? []);
  const after = pieces.flatMap(({ connections }) => connections?.after ?? []);
  const faultless = pieces.flatMap((piece) => piece.faultless ?? []).at(-1);
  const lateLook = pieces.flatMap((piece) => piece.lateLook ?? []).at(-1);
  return {
    ...emptyHistory,
    operations: pieces.flatMap(({ operations = [] }) => operations),
    streams: pieces.flatMap(({ streams = [] }) => streams),
    observations: pieces.flatMap(({ observations = [] }) => observations),
    arrangements: pieces.flatMap(({ arrangements = [] }) => arrangements),
    moments: pieces.flatMap(({ moments = [] }) => moments),
    faults: pieces.flatMap(({ faults = [] }) => faults),
    exits: pieces.flatMap(({ exits = [] }) => exits),
    connections: { events, before, after },
    unseen: pieces.flatMap(({ unseen = [] }) => unseen),
    series: pieces.flatMap(({ series = [] }) => series),
    stalls: pieces.flatMap(({ stalls = [] }) => stalls),
    cutOff: pieces.flatMap(({ cutOff = [] }) => cutOff),
    traits: byName(pieces.map(({ traits }) => traits)),
    roles: byName(pieces.map(({ roles }) => roles)),
    offered: byName(pieces.map(({ offered }) => offered)),
    seenOn: byName(pieces.map(({ seenOn }) => seenOn)),
    detailed: byName(pieces.map(({ detailed }) => detailed)),
    overflow: pieces.some(({ overflow }) => overflow),
    endedAt: pieces.flatMap(({ endedAt = [] }) => endedAt).at(-1) ?? ENDED_AT_MS,
    ...(faultless && { faultless }),
    ...(lateLook && { lateLook }),
  };
}

const byName = <T>(parts: readonly (Readonly<Record<string, T>> | undefined)[]): Readonly<Record<string, T>> =>
  Object.fromEntries(parts.flatMap((part = {}) => Object.entries(part)));
