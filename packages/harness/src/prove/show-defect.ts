import { type Defect, isEditedDefect, type Pack, type Target } from "@chaos-packs/contract";
import { createTwoFilesPatch } from "diff";
import { readEdits } from "./edits/read-edits.ts";

/**
 * A defect for people: the mistake, the scenarios that are to catch it with their promises, and what it changes as a unified
 * diff (`git apply` understands it).
 *
 * @throws ChaosError those of edits that cannot be made
 */
export async function showDefect(defect: Defect, target: Target, packs: readonly Pack[]): Promise<string> {
  const promises = defect.expected.map((id) => `  ${id}\n    ${promiseOf(id, packs)}`);
  const head = [defect.name, `  ${defect.mistake}`, "", "caught by", ...promises, ""];
  if (!isEditedDefect(defect)) return [...head, "It has no edits: the target is made with it.", ""].join("\n");
  const { files } = await readEdits(defect, target);
  const patches = files.map(({ file, original, edited }) =>
    createTwoFilesPatch(`a/${file}`, `b/${file}`, original, edited).replace(/^=+\n/, ""),
  );
  return [...head, ...patches].join("\n");
}

function promiseOf(id: string, packs: readonly Pack[]): string {
  const [pack, name = ""] = id.split("/");
  return packs.find((each) => each.name === pack)?.scenarios[name]?.promise ?? "there is no such scenario";
}
