/** The media type of what nobody can say more about. */
export const UNKNOWN_TYPE = "application/octet-stream";
