import { activities } from "./scenarios/activities.ts";
import { backendTools } from "./scenarios/backendTools.ts";
import { chat } from "./scenarios/chat.ts";
import { errors } from "./scenarios/errors.ts";
import { frontendTool } from "./scenarios/frontendTool.ts";
import { interrupt } from "./scenarios/interrupt.ts";
import { langgraph } from "./scenarios/langgraph.ts";
import { multimodal } from "./scenarios/multimodal.ts";
import { reasoning } from "./scenarios/reasoning.ts";
import { sharedState } from "./scenarios/sharedState.ts";
import { stress } from "./scenarios/stress.ts";
import { tripPlanner } from "./scenarios/tripPlanner.ts";
import type { Scenario } from "./types.ts";

/** All bundled agents. The first is the one that the page opens on. */
export const scenarios: readonly Scenario[] = [
  tripPlanner,
  chat,
  backendTools,
  frontendTool,
  sharedState,
  interrupt,
  langgraph,
  reasoning,
  activities,
  multimodal,
  errors,
  stress,
];
