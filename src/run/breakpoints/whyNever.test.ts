import { describe, expect, it } from "vitest";
import type { BreakCondition } from "./types.ts";
import { whyNever } from "./whyNever.ts";

const filter = (text: string): BreakCondition => ({ kind: "filter", text });
const type = (...types: string[]): BreakCondition => ({ kind: "type", types });
const path = (pointer: string): BreakCondition => ({ kind: "path", pointer });

describe("whyNever", () => {
  it.each<[BreakCondition, string]>([
    [type(), "It names no event type yet."],
    [type("TEXT_MESAGE_START"), "AG-UI has no event type TEXT_MESAGE_START; did you mean TEXT_MESSAGE_START?"],
    [type("WHATEVER_ELSE"), "AG-UI has no event type WHATEVER_ELSE."],
    [path("trip/hotel"), "A JSON Pointer begins with a slash: write /trip/hotel."],
    [path("trip.hotel"), "A JSON Pointer begins with a slash: write /trip/hotel."],
    [path("/a~b"), "In a JSON Pointer ~ is written ~0, and a / inside a key ~1."],
    [filter("  "), "It has no filter yet."],
    [filter("famly:text"), "The filter has a mistake: There is no famly: here."],
    [filter("type:RUN_STARTED -type:RUN_STARTED"), "type:RUN_STARTED and -type:RUN_STARTED contradict each other."],
    [filter('hotel -"hotel"'), "hotel and -hotel contradict each other."],
    [
      filter("type:TOOL_CALL_STRAT"),
      "No event type of AG-UI has TOOL_CALL_STRAT in its name; did you mean TOOL_CALL_START?",
    ],
    [filter("type:TOOL type:RUN"), "No event type meets type:TOOL and type:RUN at once."],
    [filter("type:TOOL -family:tool"), "No event type meets type:TOOL and -family:tool at once."],
    [filter("family:text path:/trip"), "No event type meets family:text and path:/trip at once."],
    [filter("has:bookmark"), "has:bookmark never holds while events arrive"],
    [filter("n:1..3"), "Event 3 has passed: the next one of this recording is 8."],
    [filter("n:10..20 n:30.."), "No event has a number that meets n:10..20 and n:30...".slice(0, -1)],
    [filter("gap>2s gap<1s"), "No gap meets gap>2000ms and gap<1000ms."],
    [filter("gap>1s gap<=1s"), "No gap meets"],
  ])("says of %j that it can never match", (condition, why) => {
    expect(whyNever(condition, 8)).toContain(why);
  });

  it.each<BreakCondition>([
    type("RUN_STARTED"),
    type("NOBODY", "RUN_STARTED"),
    type("THINKING_START"),
    path(""),
    path("/"),
    path("/trip/hotel~1bar"),
    filter("hotel"),
    filter("type:tool"),
    filter("type:TOOL,RUN -type:RUN"),
    filter("type:STATE path:/trip"),
    filter("-type:RUN -type:TOOL"),
    filter("has:problem,bookmark"),
    filter("-has:bookmark"),
    filter("n:5..20 n:8.."),
    filter("-n:1..3"),
    filter("gap>1s gap<2s"),
    filter("gap>=1s gap<=1s"),
    filter("gap>1s gap>2s"),
    { kind: "problem", atLeast: "error" },
    { kind: "stateChange" },
  ])("has nothing to say of %j", (condition) => {
    expect(whyNever(condition, 8)).toBeUndefined();
  });
});
