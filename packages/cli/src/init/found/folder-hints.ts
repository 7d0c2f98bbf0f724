/** A command that may start a part of the service, and the file that says so. */
export interface RoleHint {
  readonly name: string;
  readonly command: string;
  readonly from: string;
}

/** What files of a folder tell of the service in it. */
export interface FolderHints {
  readonly roles: readonly RoleHint[];
  /** Names of variables that look as if they carry the address of a server. */
  readonly postgres?: string;
  readonly redis?: string;
  readonly schema?: string;
}

/** What a shell would do in a command, and the harness, which uses none, would not. */
export const needsShell = (command: string): boolean => /[&|;<>$`*]/.test(command) || /^[A-Za-z_]\w*=/.test(command);
