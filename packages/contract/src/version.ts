/** The version of this contract. A pack carries the one it was written for; the harness refuses any other. */
export const CONTRACT_VERSION = 1;
