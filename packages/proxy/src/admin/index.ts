export { type ChaosProxy, type ChaosProxyOptions, openChaosProxy } from "./open-chaos-proxy.ts";
