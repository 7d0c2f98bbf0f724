import { nameOfReplica, type StreamRecord } from "@chaos-packs/contract";
import { describeAnchor } from "../run/describe-anchor.ts";
import type { Finished } from "../runner.ts";
import type { Session } from "../session.ts";
import { describeUnseen } from "./describe-unseen.ts";
import { repeatCommand } from "./repeat-command.ts";

const EVIDENCE_CHARACTERS = 400;
const LOG_LINES = 8;
const STREAMS = 8;
const UNSEEN = 8;

/** All that somebody needs who finds a scenario red: promise, what was seen instead, fault and moment, logs, and how to repeat it. */
export function describeFailure(
  { planned, outcome, because, result }: Finished,
  { seed, adapter }: Pick<Session, "seed" | "adapter">,
): string {
  const { run, pack, title } = planned;
  const lines = [
    `${pack}/${title}: ${outcome}`,
    "",
    "  promised",
    `    ${run.promise}`,
    "",
    "  seen instead",
    ...because.map((each) => `    ${each}`),
  ];
  for (const { verdict } of result?.judged ?? []) {
    if (verdict.status === "violated" && verdict.evidence !== undefined)
      lines.push(`    evidence: ${excerpt(verdict.evidence)}`);
  }
  if (result && result.steps.length > 0) {
    lines.push("", "  faults");
    for (const { step, firedAt, healedAt, struck } of result.steps) {
      const when =
        firedAt === null
          ? "never"
          : `at ${Math.round(firedAt)} ms, on ${struck ? nameOfReplica(struck) : "?"}${healedAt === null ? "" : `, healed at ${Math.round(healedAt)} ms`}`;
      lines.push(`    ${step.inject.name} ${describeAnchor(step.at)}: ${when}`);
    }
  }
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
    for (const [replica, own] of logs) lines.push(...own.slice(-LOG_LINES).map((line) => `    ${replica} | ${line}`));
  }
  lines.push("", `  seed ${seed}; repeat it with`, `    ${repeatCommand(flagsOf(pack, run.id, seed, adapter))}`);
  return lines.join("\n");
}

function describeStream({ id, name, input, result, calledAt, returnedAt, items, ended }: StreamRecord): string {
  const what = `${name} #${id} ${excerpt(input)}`;
  if (result.status !== "ok")
    return `${what}: asked for at ${Math.round(calledAt)} ms, did not come to stand: ${result.error}`;
  const end = ended ? `ended by ${ended.by} at ${Math.round(ended.at)} ms: ${ended.reason}` : "still open";
  return `${what}: open from ${Math.round(returnedAt)} ms, ${items.length} arrived, ${end}`;
}

const flagsOf = (pack: string, id: string, seed: number, adapter: string): readonly string[] => [
  `--only ${pack}/${id}`,
  `--seed ${seed}`,
  ...(adapter === "child-process" ? ["--adapter child-process"] : []),
];

function excerpt(evidence: unknown): string {
  const text = JSON.stringify(evidence) ?? String(evidence);
  return text.length > EVIDENCE_CHARACTERS ? `${text.slice(0, EVIDENCE_CHARACTERS)}…` : text;
}
