import type { Decision } from "#server/agents/approvals.ts";

/* What the trip planner says, apart from when it says it. */

export const thought =
  "The user wants an itinerary first, then a booking that needs approval. Three days are enough for Alfama, Belém and the centre, so the stay has to be three nights, not two.";

export const introduction = "Here is a plan for **three days in Lisbon**.\n";

export const dayOne =
  "\n### Day 1: Alfama and the castle\n\nWalk up early, before the trams are full. Lunch near the cathedral, *fado* in the evening.\n";

export const dayTwo =
  "\n### Day 2: Belém by the river\n\nThe tower and the monastery in the morning, custard tarts after, the boat back at dusk.\n";

export const dayThree =
  "\n### Day 3: Baixa and Chiado\n\n- the tile museum, closed on Mondays\n- bookshops and coffee in Chiado\n- sunset from the Santa Justa lift\n";

export const bookingText = "I compare rooms within walking distance of Chiado.";

export const foundHotels = [
  { hotel: "Casa do Alecrim", perNight: 118, rating: 9.1 },
  { hotel: "Pensão Bica", perNight: 84, rating: 8.2 },
];

/** The three steps of the activity with these statuses. */
export function planSteps(draft: string, search: string, book: string): { title: string; status: string }[] {
  return [
    { title: "Draft the days", status: draft },
    { title: "Find a hotel", status: search },
    { title: "Book it", status: book },
  ];
}

/** The last message, by what the user decided. */
export function closingText(verdict: Decision["verdict"], args: Record<string, unknown>): string {
  const hotel = String(args["hotel"]);
  if (verdict === "approved") {
    return `Booked: **${hotel}**, ${String(args["nights"])} nights for ${String(args["guest"])}. Enjoy Lisbon.`;
  }
  if (verdict === "rejected") return `I have not booked ${hotel}. The plan for the three days stays as it is.`;
  return "The booking was cancelled before it began. Ask again whenever you like.";
}
