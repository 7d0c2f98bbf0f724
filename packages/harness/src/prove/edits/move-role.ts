import { realpathSync } from "node:fs";
import type { Role } from "@chaos-packs/contract";

/** Where a service was, and where its copy is; no slash at the end. */
export interface Move {
  readonly from: string;
  readonly to: string;
}

/** A role that is a command, run from a copy of its folder: wherever it names something in the folder, it names the copy. */
export function moveRole(role: Role, { from, to }: Move): Role {
  if (role.run !== "command") return role;
  const move = moverOf(from, to);
  const { env } = role;
  return {
    ...role,
    command: role.command.map(move),
    cwd: move(role.cwd ?? process.cwd()),
    env: (at) => Object.fromEntries(Object.entries(env(at)).map(([name, value]) => [name, move(value)])),
  };
}

/** Whether a role that is a command names the folder anywhere: else a copy of it would not be what runs. */
export function namesFolder(role: Role, from: string): boolean {
  if (role.run !== "command") return false;
  const move = moverOf(from, "");
  return [role.cwd ?? process.cwd(), ...role.command].some((text) => move(text) !== text);
}

/** Replaces the folder, and what stands below it, in a text: not a folder whose name only begins like it. */
function moverOf(named: string, to: string): (text: string) => string {
  const folders = [...new Set([named, realpathSync(named)])].map((folder) => folder.replace(/\/$/, ""));
  const patterns = folders.map((folder) => new RegExp(`(?<![\\w.-])${escaped(folder)}(?![\\w.-])`, "g"));
  return (text) => patterns.reduce((moved, pattern) => moved.replace(pattern, () => to), text);
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
