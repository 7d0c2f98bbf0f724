import type { CapabilitySpec, OperationSpec, Schema, StreamRequest } from "@chaos-packs/contract";

/** What a target serves over HTTP when it serves a capability as its documents propose. */
export interface ServedPart {
  readonly kind: "operations" | "observations" | "arrangements";
  readonly name: string;
  readonly description: string;
  /** Absent: it comes by itself. */
  readonly input?: Schema;
  readonly output: Schema;
  readonly idempotent: boolean;
  /** A client opens it and holds it: over a WebSocket when it may say something, else as an event stream. */
  readonly over?: StreamRequest["over"];
  /** What a client may say on it. */
  readonly sends?: Schema;
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
      idempotent: "idempotent" in part && part.idempotent === true,
      ...(kind === "operations" && keptOpen(part)),
      path: `/${capability.name}/${kind}/${name.replaceAll(" ", "-")}`,
    })),
  );

const keptOpen = ({ stream, sends }: Pick<OperationSpec, "stream" | "sends">): Pick<ServedPart, "over" | "sends"> => {
  if (!stream) return {};
  return sends ? { over: "websocket", sends } : { over: "server-sent events" };
};
