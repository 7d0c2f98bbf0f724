import type { ServiceDependency, ServiceRole } from "./service.ts";

/** The variable in which a role looks for the address of a dependency. */
export const variableIn = ({ variables }: ServiceRole, { name, variable }: ServiceDependency): string =>
  variables[name] ?? variable;
