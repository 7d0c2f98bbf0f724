import { type Anchor, describeAmount, type MomentSeen } from "@chaos-packs/contract";

const ORDINALS = ["", "", "2nd ", "3rd "];

/** An anchor for people: `before the 2nd "work starts" { chunk: 5 }`. */
export function describeAnchor({ moment, scope, edge, occurrence, by }: Anchor): string {
  const keys = Object.entries(scope).map(
    ([key, value]) => `${key}: ${typeof value === "object" ? `<${value.reference}>` : value}`,
  );
  const about = keys.length > 0 ? ` { ${keys.join(", ")} }` : "";
  const whose = by === undefined ? "" : by === "struck" ? " by the struck replica" : " by another replica";
  if (typeof occurrence !== "number")
    return `${edge} occurrence ${describeAmount(occurrence)} of "${moment}"${about}${whose}`;
  return `${edge} the ${ORDINALS[occurrence] ?? `${occurrence}th `}"${moment}"${about}${whose}`;
}

/** What came near an anchor that was never reached: `7 of "work starts" were seen before, none had chunk 11`. */
export function describeNearMisses(anchor: Anchor, moments: readonly MomentSeen[]): string {
  const alike = moments.filter(
    ({ moment, capability }) => moment === anchor.moment && capability === anchor.capability,
  );
  if (alike.length === 0) return `"${anchor.moment}" was never seen`;
  const edged = alike.filter(({ edge }) => edge === anchor.edge);
  if (edged.length === 0) return `"${anchor.moment}" was seen ${alike.length} times, never at the edge ${anchor.edge}`;
  const missing = Object.entries(anchor.scope).filter(
    ([key, wanted]) => typeof wanted === "object" || !edged.some(({ scope }) => String(scope[key]) === String(wanted)),
  );
  const count = `${edged.length} × "${anchor.moment}" seen ${anchor.edge}`;
  if (missing.length > 0) {
    const lacked = missing
      .map(([key, wanted]) => `${key} ${typeof wanted === "object" ? `<${wanted.reference}>` : wanted}`)
      .join(" and ");
    const had = missing
      .map(([key]) => `${key}: ${[...new Set(edged.map(({ scope }) => scope[key]))].slice(0, 12).join(", ")}`)
      .join("; ");
    return `${count}, none had ${lacked} (seen ${had})`;
  }
  return `${count}, none was occurrence ${describeAmount(anchor.occurrence)} of this scope${anchor.by ? ` by ${anchor.by === "struck" ? "the struck replica" : "another replica"}` : ""}`;
}
