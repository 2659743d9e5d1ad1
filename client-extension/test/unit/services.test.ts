import assert from "node:assert/strict";
import { test } from "node:test";

import type { ListedService, Services } from "../../src/contract";
import { childrenOf, declarationLine, groups, idOf, methodIcon, words, type Item } from "../../src/services/model";

const ORDERS: ListedService = {
  name: "shop.v1.Orders",
  uri: "file:///shop/orders.proto",
  position: { line: 3, character: 8 },
  methods: [
    { name: "Get", kind: "unary", request: "GetRequest", response: "Order", position: { line: 4, character: 6 } },
    { name: "Sync", kind: "bidirectional streaming", request: "Order", response: "Order", position: { line: 5, character: 6 } },
  ],
};
const HEALTH: ListedService = {
  name: "Health",
  methods: [{ name: "Watch", kind: "server streaming", request: "CheckRequest", response: "CheckResponse" }],
};
const LISTED: Services = {
  services: [ORDERS],
  targets: [
    { target: "grpc://localhost:1", services: null },
    { target: "grpc://localhost:2", services: [HEALTH, ORDERS] },
  ],
};

/** The tree as one sees it, two spaces a level. */
function drawn(items: readonly Item[], indent = ""): string[] {
  return items.flatMap((item) => {
    const { label, description } = words(item);
    return [`${indent}${label} | ${description}`, ...drawn(childrenOf(item), `${indent}  `)];
  });
}

test("the tree has the workspace, then the servers with what they told", () => {
  assert.deepEqual(drawn(groups(LISTED)), [
    "Workspace | 1 service",
    "  Orders | shop.v1",
    "    Get | GetRequest → Order",
    "    Sync | stream Order → stream Order",
    "grpc://localhost:1 | not asked yet",
    "grpc://localhost:2 | 2 services",
    "  Health | ",
    "    Watch | CheckRequest → stream CheckResponse",
    "  Orders | shop.v1",
    "    Get | GetRequest → Order",
    "    Sync | stream Order → stream Order",
  ]);
});

test("without services and servers the tree is empty, so that the view says what to do", () => {
  assert.deepEqual(groups({ services: [], targets: [] }), []);
});

test("every item has an id of its own", () => {
  const all = (items: readonly Item[]): string[] => items.flatMap((item) => [idOf(item), ...all(childrenOf(item))]);
  const ids = all(groups(LISTED));
  assert.equal(new Set(ids).size, ids.length);
});

test("the icon tells which way messages stream", () => {
  assert.deepEqual([...ORDERS.methods, ...HEALTH.methods].map(methodIcon), ["symbol-method", "arrow-swap", "arrow-down"]);
});

test("a declaration is found in the text of a reflected file", () => {
  const text = "service Other {\n  rpc Get(A) returns (B);\n}\nservice Orders {\n  rpc GetAll(A) returns (B);\n  rpc Get(A) returns (B);\n}\n";
  assert.equal(declarationLine(text, "shop.v1.Orders"), 3);
  assert.equal(declarationLine(text, "shop.v1.Orders", "Get"), 5);
  assert.equal(declarationLine(text, "shop.v1.Orders", "None"), 3);
  assert.equal(declarationLine(text, "None"), 0);
});
