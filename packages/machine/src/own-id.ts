/** The numeric user id of this process. A user without an entry in /etc/passwd has one too (`docker run --user 12345`). */
export const ownId = (): number => process.getuid?.() ?? 0;
