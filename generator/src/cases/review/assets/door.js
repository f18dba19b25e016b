// Trades the one-time token behind the # for a session. The token never is part of an address that is asked
// for, and leaves the address bar at once.
import { ask } from "./ask.js";

const token = location.hash.slice(1);
if (token) {
  history.replaceState(null, "", "/");
  const answer = await ask("/session", { token });
  if (answer.ok) location.replace("/");
  else document.getElementById("says").textContent = "这个地址已经用过，或者不完整。请重新运行 jiayuan cases review，用它打印的新地址。";
}
