import { isObject } from "#src/lib/json.ts";
import { lastUserText } from "#server/agents/conversation.ts";
import { runFinished, runStarted, stateDelta, stateSnapshot, textMessage } from "#server/agents/emit.ts";
import type { Scenario } from "#server/agents/types.ts";

/** State that agent and client share: a snapshot, then one delta of every kind. */
export const sharedState: Scenario = {
  name: "shared-state",
  title: "Shared state",
  description:
    "A trip that starts from the state you send (trip.city, trip.nights and your own keys are kept) and changes by every patch operation: test, replace, add, copy, move, remove.",
  example: "Plan my days in Lisbon.",
  capabilities: { state: { snapshots: true, deltas: true, memory: false, persistentState: false } },
  async *run(input, tools) {
    yield runStarted(input);
    const sent = isObject(input.state) ? input.state : {};
    const sentTrip = isObject(sent["trip"]) ? sent["trip"] : {};
    const city = typeof sentTrip["city"] === "string" ? sentTrip["city"] : "Lisbon";
    const nights = typeof sentTrip["nights"] === "number" ? sentTrip["nights"] : 2;
    yield stateSnapshot({
      ...sent,
      trip: { ...sentTrip, city, nights, days: [], highlights: [] },
      draft: { note: lastUserText(input) },
      stage: "planning",
    });
    yield* textMessage(tools, tools.id("msg"), `I plan ${nights + 1} nights in ${city}, one change at a time.`);

    const days = [
      { title: "Old town", places: ["Castle", "Cathedral", "Viewpoint"] },
      { title: "By the river", places: ["Tower", "Monastery"] },
      { title: "Museums", places: ["Tile museum"] },
    ];
    const steps = [
      [{ op: "test" as const, path: "/trip/city", value: city }],
      [{ op: "replace" as const, path: "/trip/nights", value: nights + 1 }],
      ...days.map((day) => [{ op: "add" as const, path: "/trip/days/-", value: day }]),
      [{ op: "copy" as const, from: "/trip/days/0/places/0", path: "/trip/highlights/-" }],
      [{ op: "move" as const, from: "/trip/days/2", path: "/trip/days/0" }],
      [
        { op: "test" as const, path: "/trip/days/0/title", value: "Museums" },
        { op: "add" as const, path: "/trip/days/0/places/0", value: "Market hall" },
        { op: "remove" as const, path: "/draft" },
        { op: "replace" as const, path: "/stage", value: "done" },
      ],
    ];
    for (const delta of steps) {
      await tools.sleep(220);
      yield stateDelta(...delta);
    }
    yield* textMessage(tools, tools.id("msg"), `Done: ${days.length} days, and the museums come first.`);
    yield runFinished(input);
  },
};
