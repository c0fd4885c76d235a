/** One line of the help on the filter. */
interface FilterHelpLine {
  /** As it is typed. */
  readonly term: string;
  readonly finds: string;
}

/** The language of the filter by examples, each of which `parseFilter` reads without a mistake. */
export const FILTER_HELP: readonly FilterHelpLine[] = [
  { term: "hotel", finds: "the word anywhere in the frame; several words must all be there" },
  { term: '"two words"', finds: "exactly this, with its spaces" },
  { term: "type:TOOL_CALL", finds: "a part of the type’s name" },
  { term: "family:text,tool", finds: "a family of types; after a comma another one that will do" },
  { term: "text:hotel", finds: "what a message, arguments, a result or an error say" },
  { term: "path:/trip/hotel", finds: "what changed this place of the state or of an activity, or one below it" },
  { term: "id:msg_1 id:msg*", finds: "an id that the event carries, whole or how it begins" },
  { term: "run:2", finds: "a run by its number or its id" },
  { term: "subagent:sub_1", finds: "what one subagent sent" },
  { term: "has:problem", finds: "also error, warning, note, bookmark, injected" },
  { term: "gap>500ms", finds: "the time since the frame before; also >=, <, <= and s" },
  { term: "n:100..200", finds: "event numbers; n:100.. goes on to the end" },
  { term: "-family:state", finds: "a minus leaves out what follows it" },
];
