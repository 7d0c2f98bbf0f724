import { SCOPE } from "@chaos-packs/contract";

/** The code of a message with a scope function that reads what it tells of the journey's own values. */
export function codeWithScope(
  code: string,
  values: Readonly<Record<string, string>>,
  own: ReadonlyMap<string, string>,
): string {
  const scope = new Map<string, string>();
  for (const [expression, value] of Object.entries(values)) {
    const name = own.get(value);
    if (name !== undefined && !scope.has(name)) scope.set(name, expression);
  }
  const root = (expression: string): string => /^\w+/.exec(expression)?.[0] ?? expression;
  const roots = [...new Set([...scope.values()].map(root))];
  const keys = [...scope].map(
    ([name, expression]) => `${/^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name)}: ${expression}`,
  );
  const read = scope.size === 0 ? "() => ({})" : `({ ${roots.join(", ")} }) => ({ ${keys.join(", ")} })`;
  // Not as a pattern of replacement: the scope may hold `$`.
  return code.replace(SCOPE, () => read);
}
