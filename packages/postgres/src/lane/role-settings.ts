import type { Queryable } from "./own.ts";

/** What ALTER ROLE … SET has set for a role in all databases: the role, quoted, and `name=value` each. */
export type RoleSettings = ReadonlyMap<string, readonly string[]>;

/** Reads the settings of all roles. */
export async function readRoleSettings(client: Queryable): Promise<RoleSettings> {
  const { rows } = await client.query<{ role: string; settings: string[] }>(
    `select case setrole when 0 then 'all' else quote_ident(pg_get_userbyid(setrole)) end as role, setconfig as settings
     from pg_db_role_setting where setdatabase = 0 order by setrole`,
  );
  return new Map(rows.map(({ role, settings }) => [role, settings]));
}

/** Brings the settings of all roles back to what they were. Only for a server that is ours. */
export async function restoreRoleSettings(client: Queryable, first: RoleSettings): Promise<void> {
  const now = await readRoleSettings(client);
  for (const role of new Set([...first.keys(), ...now.keys()])) {
    const [wanted = [], is = []] = [first.get(role), now.get(role)];
    if (wanted.join("\n") === is.join("\n")) continue;
    const statements = [`alter role ${role} reset all`];
    for (const setting of wanted) {
      const [name = "", ...value] = setting.split("=");
      // FROM CURRENT is exact for lists as well (search_path), which SET would take for one name.
      statements.push(
        `select set_config($n$${name}$n$, $v$${value.join("=")}$v$, false)`,
        `alter role ${role} set ${name} from current`,
        `reset ${name}`,
      );
    }
    await client.query(statements.join(";\n"));
  }
}
