/**
 * An address that somebody else wrote, for where addresses may hold variables: a file or a server must not name a secret of this page into an
 * address of its own. Braces mean nothing in an address, and percent-encoded they are the same address.
 */
export const withoutVariables = (address: string): string =>
  address.replace(/[{}]/g, (brace) => (brace === "{" ? "%7B" : "%7D"));
