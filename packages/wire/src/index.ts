export { matchesGlob } from "./matches-glob.ts";
export { definedScopes, type ReadScope, type ReadScopes, type ToldScope } from "./read-scope.ts";
