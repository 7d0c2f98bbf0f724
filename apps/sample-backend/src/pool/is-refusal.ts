/** Whether nobody listens where the database should be: waiting would be in vain, unlike for one that starts or is full. */
export const isRefusal = (error: Error): boolean => (error as NodeJS.ErrnoException).code === "ECONNREFUSED";
