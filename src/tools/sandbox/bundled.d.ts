/** The text of a script with everything that it imports, made by a plugin of vite.config.ts. */
declare module "*?bundled" {
  const code: string;
  // eslint-disable-next-line import/no-default-export
  export default code;
}
