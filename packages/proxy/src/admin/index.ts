export { type ChaosProxy, type ChaosProxyOptions, type ListedProxy, openChaosProxy } from "./open-chaos-proxy.ts";
export type { ProxyConfig, ToxicConfig } from "./proxy-config.ts";
