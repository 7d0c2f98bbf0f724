export { chanceOf } from "./chance-of.ts";
export { type LaidRule, LaidRules, type RuleOnLink } from "./laid-rules.ts";
export { matchesGlob } from "./matches-glob.ts";
export { pause, type RuleDelay, waitOut } from "./pause.ts";
export { definedScopes, type ReadScope, type ReadScopes, type ToldScope } from "./read-scope.ts";
export { isShare, type Share, ShareCount } from "./share.ts";
