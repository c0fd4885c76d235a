/**
 * An address without the user name and password in it, for whatever is kept or shown. Works on any text that a user may type as
 * an address, valid or not: what stands before the last @ of the host is left out.
 */
export function withoutCredentials(address: string): string {
  return address.replace(/^(\s*[a-z][a-z0-9+.-]*:)?([/\\]{2,})[^/\\?#]*@/i, "$1$2");
}
