import { ChaosError } from "./chaos-error.ts";

/** One change of a source file: a text that stands there exactly once, and what stands there instead. */
export interface Edit {
  /** From the folder of the service, with slashes: `src/ledger/pool.ts`. */
  readonly file: string;
  readonly replace: string;
  readonly with: string;
}

/** A broken variant of a target, and the scenarios (`pack/id`) that it must be caught by. */
export interface Defect {
  readonly name: string;
  /** What is wrong with it, as the mistake that a team makes. */
  readonly mistake: string;
  readonly expected: readonly string[];
  /** The mistake as changes of the service's source. Absent: the target itself is made with it (`targetOf`). */
  readonly edits?: readonly Edit[];
}

/** A defect that is a change of the service's source. */
export type EditedDefect = Defect & { readonly edits: readonly Edit[] };

/**
 * Defines a defect.
 *
 * @example
 * export const defect = defineDefect({
 *   name: "cutter-without-timeout",
 *   mistake: "Waits for the cutter for ever: nobody has given it a timeout",
 *   expected: ["worker-failures/cutter-hangs"],
 *   edits: [{ file: "orders/cutting.py", replace: "communicate(timeout=timeout)", with: "communicate()" }],
 * });
 * @throws ChaosError BAD_DEFECT, EDIT_CHANGES_NOTHING
 */
export function defineDefect<D extends Defect>(defect: D): D {
  const { name, mistake, expected, edits } = defect;
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name))
    throw badDefect(name, "a name in kebab-case", `"${name}"`, "For example: cutter-without-timeout.");
  if (mistake.trim() === "")
    throw badDefect(
      name,
      "`mistake` to say what is wrong",
      "it is empty",
      "Write it as a team would tell it afterwards.",
    );
  const stranger = expected.find((id) => !/^[^/\s]+\/[^/\s]+$/.test(id));
  if (stranger !== undefined)
    throw badDefect(
      name,
      "`expected` to name scenarios as pack/id",
      `"${stranger}"`,
      "For example: db-pool/dead-connection.",
    );
  if (edits?.length === 0)
    throw badDefect(name, "at least one edit", "`edits` is empty", "Say what is replaced by what, and in which file.");
  for (const [index, edit] of (edits ?? []).entries()) checkEdit(name, `edits[${index}]`, edit);
  return defect;
}

/** Whether a defect is a change of the service's source. */
export const isEditedDefect = (defect: Defect): defect is EditedDefect => defect.edits !== undefined;

function checkEdit(name: string, path: string, edit: Edit): void {
  if (!isPathBelow(edit.file))
    throw badDefect(
      name,
      `${path}.file to be a path below the service's folder`,
      `"${edit.file}"`,
      "Write it from that folder, with slashes and without ..: src/pool/dial.ts.",
    );
  if (edit.replace === "")
    throw badDefect(
      name,
      `${path}.replace to be a text of ${edit.file}`,
      "it is empty",
      "Quote the lines that change.",
    );
  if (edit.replace === edit.with)
    throw new ChaosError("EDIT_CHANGES_NOTHING", {
      expected: `in the defect ${name}, ${path}.with to differ from what it replaces in ${edit.file}`,
      came: `both are\n${quoted(edit.with)}\n  `,
      todo: "Write the mistake into `with`.",
    });
}

const isPathBelow = (file: string): boolean =>
  file !== "" && !/^(?:\/|[A-Za-z]:)|\\/.test(file) && !file.split("/").some((part) => part === ".." || part === "");

const quoted = (text: string): string =>
  text
    .split("\n")
    .map((line) => `    | ${line}`)
    .join("\n");

const badDefect = (name: string, expected: string, came: string, todo: string): ChaosError =>
  new ChaosError("BAD_DEFECT", { expected: `in the defect ${name || "without a name"}, ${expected}`, came, todo });
