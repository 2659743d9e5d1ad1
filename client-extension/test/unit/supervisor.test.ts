import assert from "node:assert/strict";
import { test } from "node:test";

import type { CommandLine } from "../../src/server/commandLine";
import type { Discovery } from "../../src/server/discovery";
import { RestartPolicy } from "../../src/server/restartPolicy";
import { Supervisor, type ServerHandle, type ServerState } from "../../src/server/supervisor";

/** What a fake server does when it is started. */
type Behaviour = "works" | "dies" | "hangs";

class FakeServer implements ServerHandle {
  stopped = false;
  private reject: (reason: Error) => void = () => undefined;

  constructor(
    private readonly behaviour: Behaviour,
    readonly end: () => void,
  ) {}

  start(): Promise<void> {
    if (this.behaviour === "works") return Promise.resolve();
    if (this.behaviour === "dies") return Promise.reject(new Error("ended"));
    return new Promise((_, reject) => (this.reject = reject));
  }

  stop(): Promise<void> {
    this.stopped = true;
    this.reject(new Error("killed"));
    return Promise.resolve();
  }

  version = () => "0.1.0";
  lastLines = () => Promise.resolve(["ImportError: no grpc"]);
}

/** A supervisor with fakes around it, and a record of what it did. */
function scene(behaviours: Behaviour[], limit = 4) {
  const servers: FakeServer[] = [];
  const states: ServerState[] = [];
  const command: CommandLine = { program: "/bin/protowright", args: [] };
  const world = { discovery: { found: true, command, source: "path", attempts: [] } as Discovery };
  const supervisor = new Supervisor(
    {
      discover: () => Promise.resolve(world.discovery),
      create: (_, onEnd) => {
        const server = new FakeServer(behaviours.shift() ?? "works", onEnd);
        servers.push(server);
        return server;
      },
      onState: (state) => states.push(state),
      restartDelay: 0,
    },
    new RestartPolicy(limit),
  );
  return { supervisor, servers, world, states, kinds: () => states.map((state) => state.kind) };
}

const settle = () => new Promise((resolve) => setTimeout(resolve, 20));

/** Waits for a state, at most five seconds: how long it takes is up to the machine. */
async function until(isSo: () => boolean): Promise<void> {
  const end = Date.now() + 5_000;
  while (!isSo() && Date.now() < end) await settle();
}

test("a start is told in states", async () => {
  const { supervisor, states, kinds } = scene(["works"]);
  await supervisor.restart();
  assert.deepEqual(kinds(), ["starting", "starting", "running"]);
  assert.deepEqual(states.at(-1), { kind: "running", command: { program: "/bin/protowright", args: [] }, version: "0.1.0" });
});

test("a server that dies while it starts is told with its last lines, and not started again", async () => {
  const { supervisor, servers, states } = scene(["dies"]);
  await supervisor.restart();
  const last = states.at(-1);
  assert.ok(last?.kind === "failed");
  assert.deepEqual([last.when, last.lastLines], ["start", ["ImportError: no grpc"]]);
  assert.equal(servers.length, 1);
});

test("a server that is not found is told, and a restart looks again", async () => {
  const { supervisor, world, kinds } = scene([]);
  const found = world.discovery;
  world.discovery = { found: false, attempts: [], interpreter: undefined };
  await supervisor.restart();
  assert.deepEqual(kinds(), ["starting", "notFound"]);
  world.discovery = found;
  await supervisor.restart();
  assert.equal(kinds().at(-1), "running");
});

test("a server that ends by itself is started again, until it does so too often", async () => {
  const { supervisor, servers, states, kinds } = scene([], 2);
  await supervisor.restart();
  for (let round = 0; round < 3; round++) {
    assert.equal(kinds().at(-1), "running", `round ${round}`);
    const before = states.length;
    servers.at(-1)?.end();
    await until(() => states.length > before && kinds().at(-1) !== "starting");
  }
  const last = states.at(-1);
  assert.ok(last?.kind === "failed" && last.when === "running");
  assert.equal(servers.length, 3);
});

test("the end of a server that was replaced is no news", async () => {
  const { supervisor, servers, kinds } = scene([]);
  await supervisor.restart();
  await supervisor.restart();
  servers[0]?.end();
  await settle();
  assert.equal(servers.length, 2);
  assert.equal(kinds().at(-1), "running");
});

test("a server that hangs while it starts does not hold up a restart, and is no failure", async () => {
  const { supervisor, servers, kinds } = scene(["hangs", "works"]);
  void supervisor.restart();
  await settle();
  await supervisor.restart();
  assert.equal(servers[0]?.stopped, true);
  assert.equal(kinds().at(-1), "running");
  assert.ok(!kinds().includes("failed"));
});

test("a refresh restarts only for another command", async () => {
  const { supervisor, servers, world } = scene([]);
  await supervisor.restart();
  await supervisor.refresh();
  assert.equal(servers.length, 1);
  world.discovery = { found: true, command: { program: "/venv/bin/python", args: ["-m", "protowright"] }, source: "environment", attempts: [] };
  await supervisor.refresh();
  assert.equal(servers.length, 2);
  assert.equal(servers[0]?.stopped, true);
});

test("after dispose nothing is started any more", async () => {
  const { supervisor, servers } = scene([]);
  await supervisor.restart();
  await supervisor.dispose();
  await supervisor.restart();
  assert.equal(servers.length, 1);
  assert.equal(servers[0]?.stopped, true);
});

test("restarts are counted within a period", () => {
  let now = 0;
  const policy = new RestartPolicy(2, 100, () => now);
  assert.deepEqual([policy.allow(), policy.allow(), policy.allow()], [true, true, false]);
  now = 101;
  assert.equal(policy.allow(), true);
  policy.allow();
  policy.reset();
  assert.equal(policy.allow(), true);
});
