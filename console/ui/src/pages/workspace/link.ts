/** Where the code of a service is written. */
export const workspaceLink = (id: string): string => `/workspace/${encodeURIComponent(id)}`;
