import assert from "node:assert/strict";
import { test } from "node:test";

import { Works } from "../../src/server/works";

test("a work is told of until it ends", () => {
  const works = new Works();
  works.take(1, { kind: "begin", title: "Indexing", percentage: 0 });
  works.take(1, { kind: "report", message: "120/8051", percentage: 1.49 });
  assert.equal(works.summary, "Indexing: 120/8051 (1%)");
  works.take("run", { kind: "begin", title: "Running place" });
  assert.equal(works.summary, "Running place");
  works.take("run", { kind: "end" });
  assert.equal(works.summary, "Indexing: 120/8051 (1%)");
  works.take(1, { kind: "end" });
  assert.equal(works.isBusy, false);
  assert.equal(works.summary, undefined);
});

test("a report of a work that never began is no work", () => {
  const works = new Works();
  works.take(1, { kind: "report", message: "late" });
  assert.equal(works.isBusy, false);
});
