import { randomUUID } from "node:crypto";

/** A name that nobody else has: workers that share a process share its pid, so a lease is owned under this. */
export const randomId = (): string => randomUUID();

/** A random share, from 0 up to but not including 1. */
export const randomShare = (): number => Math.random();
