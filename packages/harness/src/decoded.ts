import type { Json } from "@chaos-packs/contract";

/** What a body or message says: decoded JSON, text when it is none, null when it is empty. */
export function decoded(text: string): Json {
  try {
    return text === "" ? null : (JSON.parse(text) as Json);
  } catch {
    return text;
  }
}
