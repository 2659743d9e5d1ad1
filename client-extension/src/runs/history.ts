/** Words for earlier responses. Knows no editor. */

import type { HistoryEntry } from "../contract";

/** When an entry was made and how it ended, in the time and the manner of this machine: `10:31:05 OK`. */
export function entryLabel(entry: HistoryEntry, now = new Date()): string {
  const moment = new Date(entry.time);
  const time = moment.toLocaleTimeString([], { hour: "2-digit", minute: "2-digit", second: "2-digit" });
  const isToday = moment.toDateString() === now.toDateString();
  return `${isToday ? time : `${moment.toLocaleDateString()} ${time}`} ${entry.status}`;
}

/** The name of the request that an entry is of: its document stands in a folder of that name. */
export function requestOfEntry(entry: HistoryEntry): string {
  return decodeURIComponent(entry.uri.split("/").at(-2) ?? "");
}
