import { nameOfReplica, type StreamRecord } from "@chaos-packs/contract";
import { lastWords } from "../adapters/last-error.ts";
import { describeAnchor } from "../run/describe-anchor.ts";
import type { StepState } from "../run/timeline.ts";
import type { Finished } from "../runner.ts";
import type { Session } from "../session.ts";
import { causeOf } from "./cause-of.ts";
import { describeUnseen } from "./describe-unseen.ts";
import { repeatCommand } from "./repeat-command.ts";

const EVIDENCE_CHARACTERS = 400;
const LOG_LINES = 8;
const STREAMS = 8;
const UNSEEN = 8;

/** All that somebody needs who finds a scenario red: promise, cause and what else was red, fault and moment, logs, and how to repeat it. */
export function describeFailure(finished: Finished, session: Pick<Session, "seed" | "adapter">): string {
  const { planned, outcome, result } = finished;
  const { run, pack, title } = planned;
  const lines = [
    `${pack}/${title}: ${outcome}`,
    "",
    "  promised",
    `    ${run.promise}`,
    "",
    ...describeCause(finished),
  ];
  if (result && result.steps.length > 0) lines.push("", "  faults", ...result.steps.map(describeStep));
  const unseen = result?.history.unseen ?? [];
  if (unseen.length > 0)
    lines.push("", "  passed unseen", ...unseen.slice(0, UNSEEN).map((each) => `    ${describeUnseen(each)}`));
  if (unseen.length > UNSEEN) lines.push(`    and ${unseen.length - UNSEEN} more`);
  const streams = result?.history.streams ?? [];
  if (streams.length > 0) {
    lines.push("", "  streams", ...streams.slice(0, STREAMS).map((each) => `    ${describeStream(each)}`));
    if (streams.length > STREAMS) lines.push(`    and ${streams.length - STREAMS} more`);
  }
  const logs = Object.entries(result?.logs ?? {}).filter(([, own]) => own.length > 0);
  if (logs.length > 0) {
    lines.push("", "  last lines of the roles");
    for (const [replica, own] of logs)
      lines.push(...lastWords(own, LOG_LINES).map((line) => `    ${replica} | ${line}`));
  }
  lines.push("", `  seed ${session.seed}; repeat it with`, `    ${repeatFailure(finished, session)}`);
  return lines.join("\n");
}

/** The same, for a scenario that failed for a cause that has been described with another one. */
export function describeSameCause(
  finished: Finished,
  { cause, first }: { readonly cause: string; readonly first: Finished },
  session: Pick<Session, "seed" | "adapter">,
): string {
  const { planned, outcome } = finished;
  return [
    `${planned.pack}/${planned.title}: ${outcome}`,
    `  for the cause described with ${first.planned.pack}/${first.planned.title}: ${cause}`,
    `  repeat it with ${repeatFailure(finished, session)}`,
  ].join("\n");
}

/** The command that runs a scenario again as it ran. */
export const repeatFailure = (
  { planned: { pack, run } }: Pick<Finished, "planned">,
  { seed, adapter }: Pick<Session, "seed" | "adapter">,
): string =>
  repeatCommand([
    `--only ${pack}/${run.id}`,
    `--seed ${seed}`,
    ...(adapter === "child-process" ? ["--adapter child-process"] : []),
  ]);

/** The cause with its evidence, and below it what it turned red as well. */
function describeCause(finished: Finished): readonly string[] {
  const { outcome, because, result } = finished;
  const { cause = outcome, also = [] } = causeOf(finished) ?? {};
  const main = because.filter((each) => !also.includes(each));
  const evidence = (result?.judged ?? []).flatMap(({ name, verdict }) =>
    verdict.status === "violated" && verdict.evidence !== undefined && main.includes(`${name}: ${verdict.because}`)
      ? [`    evidence: ${excerpt(verdict.evidence)}`]
      : [],
  );
  return [
    "  seen instead",
    ...[...new Set([cause, ...main])].map((each) => `    ${each}`),
    ...evidence,
    ...(also.length > 0 ? ["", "  red as well, often for the same cause", ...also.map((each) => `    ${each}`)] : []),
  ];
}

function describeStep({ step, firedAt, healedAt, struck, dependency }: StepState): string {
  const what = `    ${step.inject.label} ${describeAnchor(step.at)}`;
  if (firedAt === null) return `${what}: never`;
  const whom = `${struck ? nameOfReplica(struck) : "?"}${dependency === undefined ? "" : ` → ${dependency}`}`;
  const healed = healedAt === null ? "" : `, healed at ${Math.round(healedAt)} ms`;
  return `${what}: at ${Math.round(firedAt)} ms, on ${whom}${healed}`;
}

function describeStream({ id, name, input, result, calledAt, returnedAt, items, ended }: StreamRecord): string {
  const what = `${name} #${id} ${excerpt(input)}`;
  if (result.status !== "ok")
    return `${what}: asked for at ${Math.round(calledAt)} ms, was not established: ${result.error}`;
  const end = ended ? `ended by ${ended.by} at ${Math.round(ended.at)} ms: ${ended.reason}` : "still open";
  return `${what}: open from ${Math.round(returnedAt)} ms, ${items.length} arrived, ${end}`;
}

function excerpt(evidence: unknown): string {
  const text = JSON.stringify(evidence) ?? String(evidence);
  return text.length > EVIDENCE_CHARACTERS ? `${text.slice(0, EVIDENCE_CHARACTERS)}…` : text;
}
