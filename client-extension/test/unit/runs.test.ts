import assert from "node:assert/strict";
import { test } from "node:test";

import type { RunEvent, RunResult, RunState } from "../../src/contract";
import { place, requestOf, type OpenTab } from "../../src/runs/column";
import { linesBefore } from "../../src/runs/growth";
import { entryLabel, requestOfEntry } from "../../src/runs/history";
import { headline, shortened, summaryOf } from "../../src/runs/summary";
import { RunTracker } from "../../src/runs/tracker";

const uri = "file:///w/orders.grpc";
const responseUri = "file:///w/orders.place.grpc-response";
const event = (state: RunState, more: Partial<RunEvent> = {}): RunEvent => ({ uri, request: "place", state, ...more });

/** Feeds events and gives each one's actions as short words. */
function play(...events: RunEvent[]): string[][] {
  const tracker = new RunTracker();
  return events.map((each) =>
    tracker.apply(each).map((action) => ("message" in action ? `${action.kind} ${action.message}` : action.kind)),
  );
}

test("a run begins, opens its response once, and ends", () => {
  const actions = play(event("started"), event("running", { responseUri }), event("running", { responseUri }), event("finished", { responseUri, summary: "0 - OK" }));
  assert.deepEqual(actions, [["begin"], ["open"], [], ["end", "note place: 0 - OK"]]);
});

test("the response of a short call is opened when it ends", () => {
  const actions = play(event("started"), event("finished", { responseUri, status: "NOT_FOUND" }));
  assert.deepEqual(actions, [["begin"], ["open", "end", "note place: NOT_FOUND"]]);
});

test("every run opens its response anew", () => {
  const one = [event("started"), event("finished", { responseUri })];
  assert.deepEqual(play(...one, ...one).flat(), ["begin", "open", "end", "begin", "open", "end"]);
});

test("a request that was not sent is a warning, a cancelled one is not", () => {
  const notSent = event("notSent", { summary: "unknown variable `host`" });
  assert.deepEqual(play(event("started"), notSent)[1], ["end", "warn place was not sent: unknown variable `host`"]);
  assert.deepEqual(play(notSent)[0], ["warn place was not sent: unknown variable `host`"]);
  assert.deepEqual(play(event("started"), event("cancelled"))[1], ["end", "note place: cancelled"]);
});

test("a second start takes the place of the first", () => {
  assert.deepEqual(play(event("started"), event("started"))[1], ["end", "begin"]);
});

test("fields that are null are fields that are absent", () => {
  assert.deepEqual(play(event("finished", { responseUri: null, status: null, summary: null })), [[]]);
});

test("the messages of a stream are counted while it runs", () => {
  const actions = play(event("started"), event("running", { summary: "3 messages" }), event("running", { summary: "7 messages" }));
  assert.deepEqual(actions, [["begin"], ["progress 3 messages"], ["progress 7 messages"]]);
});

test("a run passes when its assertions hold, whatever its status is", () => {
  const verdict = (more: Partial<RunEvent>) => {
    const [note] = new RunTracker().apply(event("finished", { summary: "said", ...more }));
    return note?.kind === "note" ? note.verdict : undefined;
  };
  assert.equal(verdict({ status: "NOT_FOUND", passed: true }), "passed");
  assert.equal(verdict({ status: "OK", passed: false }), "failed");
  assert.equal(verdict({ status: "OK" }), "passed");
  assert.equal(verdict({ state: "cancelled", status: "CANCELLED", passed: false }), "cancelled");
});

test("a refusal is remembered until the request is run again", () => {
  const tracker = new RunTracker();
  tracker.apply(event("notSent", { summary: "unknown variable `host`" }));
  assert.equal(tracker.refusal(uri, "place"), "place was not sent: unknown variable `host`");
  assert.equal(tracker.refusal(uri, "watch"), undefined);
  tracker.apply(event("finished", { status: "OK" }));
  assert.equal(tracker.refusal(uri, "place"), undefined);
});

test("requests that run together show their progress, and nothing opens", () => {
  const tracker = new RunTracker();
  tracker.setTogether(uri, true);
  const kinds = (each: RunEvent) => tracker.apply(each).map((action) => action.kind);
  assert.deepEqual(kinds(event("started")), ["begin"]);
  assert.deepEqual(kinds(event("finished", { responseUri, summary: "OK" })), ["end"]);
  assert.deepEqual(kinds(event("notSent", { summary: "unknown variable" })), []);
  tracker.setTogether(uri, false);
  assert.deepEqual(kinds(event("finished", { responseUri, summary: "OK" })), ["open", "note"]);
});

test("runs are counted by file, and all end when the server is gone", () => {
  const tracker = new RunTracker();
  tracker.apply(event("started"));
  tracker.apply(event("started", { request: "watch" }));
  assert.equal(tracker.count(uri), 2);
  assert.equal(tracker.count("file:///w/other.grpc"), 0);
  assert.deepEqual(tracker.clear().map((action) => action.kind), ["end", "end"]);
  assert.equal(tracker.count(uri), 0);
});

const tab = (of: string, column: number, active = true): OpenTab => ({ uri: of, column, active });

test("a response is placed beside its request", () => {
  assert.deepEqual(place(responseUri, uri, [tab(uri, 1)], 1), { kind: "show", column: 2 });
});

test("a response goes beside its request also while another column is active", () => {
  assert.deepEqual(place(responseUri, uri, [tab(uri, 1), tab("file:///w/b", 2)], 2), { kind: "show", column: 2 });
  assert.deepEqual(place(responseUri, uri, [tab(uri, 1), tab(uri, 2)], 2), { kind: "show", column: 3 });
});

test("a response that is seen stays; a hidden one is shown where it is", () => {
  assert.deepEqual(place(responseUri, uri, [tab(uri, 1), tab(responseUri, 3)], 1), { kind: "leave" });
  const hidden = [tab(uri, 1), tab(responseUri, 3, false), tab("file:///w/b", 3)];
  assert.deepEqual(place(responseUri, uri, hidden, 1), { kind: "show", column: 3 });
});

test("without the request in sight, the column beside the active one is taken", () => {
  assert.deepEqual(place(responseUri, uri, [], 2), { kind: "show", column: 3 });
});

test("the request of a response is the open file whose name it begins with", () => {
  const tabs = [tab("file:///w/shop.grpc", 1), tab("file:///w/shop.eu.grpc", 2), tab("file:///w/shop.eu.place.grpc-response", 3)];
  assert.equal(requestOf("file:///w/shop.place.grpc-response", tabs), "file:///w/shop.grpc");
  assert.equal(requestOf("file:///w/shop.eu.place.grpc-response", tabs), "file:///w/shop.eu.grpc");
  assert.equal(requestOf("file:///w/shopping.place.grpc-response", tabs), undefined);
});

const result = (request: string, passed: boolean, more: Partial<RunResult> = {}): RunResult => ({
  request,
  passed,
  state: "finished",
  status: passed ? "OK" : "NOT_FOUND",
  summary: "",
  responseUri: null,
  ...more,
});

test("the runs of a file are one line", () => {
  const summary = (...results: RunResult[]) => summaryOf("shop.grpc", results);
  const [passed, failed] = [result("place", true), result("get", false, { summary: "NOT_FOUND", responseUri })];
  assert.deepEqual(summary(passed, failed), {
    message: "shop.grpc: 1 of 2 requests failed: get",
    verdict: "failed",
    failure: { said: "NOT_FOUND", responseUri },
  });
  assert.equal(summary(failed, result("list", false)).message, "shop.grpc: 2 of 2 requests failed: get, list");
  assert.equal(summary(failed, result("list", false)).failure?.said, "get: NOT_FOUND");
  assert.deepEqual(summary(passed), { message: "shop.grpc: 1 request passed", verdict: "passed" });
  assert.equal(summary(result("place", true), result("watch", false, { state: "cancelled" })).verdict, "cancelled");
  assert.equal(summary().message, "shop.grpc: there is no request to run");
});

test("a long line is cut, and says so", () => {
  assert.equal(shortened("place: OK", 9), "place: OK");
  assert.equal(shortened("place: OK in 12 ms", 10), "place: OK…");
});

test("failed assertions come first where there is little room", () => {
  const message = "get: NOT_FOUND in 3.1 ms: no order\nhas this id; 1 of 2 assertions failed: status == OK: it is NOT_FOUND";
  assert.equal(headline(message, 200), "get: 1 of 2 assertions failed; NOT_FOUND in 3.1 ms: no order has this id");
  assert.equal(headline(message, 31), "get: 1 of 2 assertions failed;…");
  assert.equal(headline("get: OK in 3.1 ms", 200), "get: OK in 3.1 ms");
});

test("the lines of a document before it grew are known", () => {
  const change = (start: number, end: number, text: string) => ({ range: { start: { line: start }, end: { line: end } }, text });
  assert.equal(linesBefore(12, [change(9, 9, "a\nb\n")]), 10);
  assert.equal(linesBefore(12, [change(0, 0, "GRPC 0 - OK"), change(3, 6, "a\n")]), 14);
  assert.equal(linesBefore(12, []), 12);
});

test("an earlier response is named by its time, with the day unless it is today, and its status", () => {
  const entry = { uri: "file:///cache/history/0a1b/place%20it/x.grpc-response", time: "2026-01-02T13:04:05.678Z", status: "NOT_FOUND" };
  const moment = new Date(entry.time);
  const today = entryLabel(entry, moment);
  assert.match(today, /^\d{1,2}.04.05.* NOT_FOUND$/);
  assert.equal(entryLabel(entry, new Date("2026-03-02T13:04:05Z")), `${moment.toLocaleDateString()} ${today}`);
  assert.equal(requestOfEntry(entry), "place it");
});
