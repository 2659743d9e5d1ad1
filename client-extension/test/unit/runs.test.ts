import assert from "node:assert/strict";
import { test } from "node:test";

import type { RunEvent, RunState } from "../../src/contract";
import { place, type OpenTab } from "../../src/runs/column";
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
