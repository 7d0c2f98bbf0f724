import * as z from "zod/mini";
import en from "zod/v4/locales/en.js";

// Without a locale zod says no more than "invalid input".
z.config(en());

/** A request that is not as described. */
export class BadRequest extends Error {}

/** What a schema describes, or a `BadRequest` that says what is wrong. */
export function check<T>(schema: z.ZodMiniType<T>, value: unknown): T {
  const checked = schema.safeParse(value);
  if (checked.success) return checked.data;
  throw new BadRequest(
    checked.error.issues.map(({ path, message }) => `${path.join(".") || "the request"}: ${message}`).join("; "),
  );
}
