/**
 * For who writes invariants and their tests: histories made by hand, with the types of a capability.
 *
 * @module
 */
export type { Arriving, ExampleDefaults, Examples, FailedAnswer, Span } from "../example/examples.ts";
export { examplesOf } from "../example/examples-of.ts";
export type { Piece } from "../example/piece.ts";
