/** How long an answer may still take: "expires in 4:05", or since when it may not. Both times are in milliseconds since the Unix epoch. */
export function timeLeft(expiresAt: number, now: number): string {
  const left = expiresAt - now;
  if (left < 0) return `expired ${clock(-left)} ago`;
  return `expires in ${clock(left)}`;
}

function clock(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  const rest = String(seconds % 60).padStart(2, "0");
  return hours === 0 ? `${minutes}:${rest}` : `${hours}:${String(minutes).padStart(2, "0")}:${rest}`;
}
