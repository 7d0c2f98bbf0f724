export { startProgram } from "./start-program.js";
export { startServers } from "./start-servers.js";
