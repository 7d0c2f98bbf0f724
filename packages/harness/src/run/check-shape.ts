import { type CapabilityBinding, ChaosError, type Json } from "@chaos-packs/contract";
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";

const ajv = new Ajv2020({ strict: false, allErrors: false });
const compiled = new WeakMap<object, ValidateFunction>();

/** Throws WRONG_SHAPE when what a target answered is not what the capability describes. */
export function checkShape(
  { capability }: CapabilityBinding,
  part: "operations" | "observations" | "arrangements",
  name: string,
  output: Json,
): void {
  const spec = capability[part][name];
  const validate = spec && validatorOf(spec.output);
  if (!validate || validate(output)) return;
  const [error] = validate.errors ?? [];
  const what = "stream" in spec && spec.stream ? "what arrives on" : "the answer of";
  throw new ChaosError("WRONG_SHAPE", {
    expected: `${what} ${capability.name}.${name} to fit its schema${error ? `: ${error.instancePath || "it"} ${error.message}` : ""}`,
    came: excerpt(output),
    todo: `Correct the mapping of ${part} "${name}" in the target file.`,
  });
}

/** Whether what a mapping made of an answer is what the capability describes. */
export function fitsShape({ capability }: CapabilityBinding, operation: string, output: unknown): boolean {
  const spec = capability.operations[operation];
  return !spec || validatorOf(spec.output)(output);
}

function validatorOf(schema: object): ValidateFunction {
  const validate = compiled.get(schema) ?? ajv.compile(schema);
  compiled.set(schema, validate);
  return validate;
}

function excerpt(output: Json): string {
  const text = JSON.stringify(output) ?? "undefined";
  return text.length > 300 ? `${text.slice(0, 300)}…` : text;
}
