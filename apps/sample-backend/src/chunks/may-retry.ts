/** Whether a chunk may be sent to the upstream once more after so many failed calls. */
export const mayRetry = (failures: number, chunkAttempts: number): boolean => failures < chunkAttempts;
