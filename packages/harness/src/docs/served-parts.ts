import type { CapabilitySpec, Schema } from "@chaos-packs/contract";

/** What a target serves over HTTP when it serves a capability as its documents propose. */
export interface ServedPart {
  readonly kind: "operations" | "observations" | "arrangements";
  readonly name: string;
  readonly description: string;
  /** Absent: it comes by itself. */
  readonly input?: Schema;
  readonly output: Schema;
  readonly optional: boolean;
  readonly idempotent: boolean;
  /** The route that is proposed; a target may map any other. */
  readonly path: string;
}

const KINDS = ["operations", "observations", "arrangements"] as const;

/** The parts of a capability that are asked for, in their order. */
export const servedParts = (capability: CapabilitySpec): readonly ServedPart[] =>
  KINDS.flatMap((kind) =>
    Object.entries(capability[kind]).map(([name, part]) => ({
      kind,
      name,
      description: part.description,
      ...(part.input && { input: part.input }),
      output: part.output,
      optional: part.optional === true,
      idempotent: "idempotent" in part && part.idempotent === true,
      path: `/${capability.name}/${kind}/${name.replaceAll(" ", "-")}`,
    })),
  );
