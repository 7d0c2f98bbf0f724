const INSERT = /\binsert into [^(]*\(([^()]*)\) ?(?:overriding \w+ value )?values ?\(((?:[^()]|\([^()]*\))*)\)/;
const COMPARED = /([\w."]+) ?(?:=|<>|!=|[<>]=?|\bin\b|\blike\b) ?(?:any ?)?\(? ?\$(\d+)/g;

/** The columns that parameters are stored in or compared with, by the number of the parameter, as far as a fingerprint tells. */
export function columnsOfParameters(fingerprint: string): ReadonlyMap<number, string> {
  const found = new Map<number, string>();
  const [, names = "", values = ""] = INSERT.exec(fingerprint) ?? [];
  const columns = names.split(",").map(nameOf);
  for (const [index, value] of values.split(/,(?![^(]*\))/).entries()) {
    const [, number] = /^\$(\d+)(?:::[\w.[\]]+)?$/.exec(value.trim()) ?? [];
    const column = columns[index];
    if (number !== undefined && column) found.set(Number(number), column);
  }
  for (const [, column = "", number] of fingerprint.matchAll(COMPARED))
    if (!found.has(Number(number))) found.set(Number(number), nameOf(column));
  return found;
}

/** `j."id"` is `id`. */
const nameOf = (column: string): string => (column.trim().split(".").at(-1) ?? "").replaceAll('"', "");
