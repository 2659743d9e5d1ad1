// A stream without end: its messages appear while it runs, and it is cancelled by its lens, or by the message about it.
import assert from 'node:assert/strict';
import { scenario } from './harness/scenario.mjs';

const REQUESTS = 'requests/live.grpc';
const RESPONSE = 'requests/live.listen.grpc-response';
const TEXT = `### Listen to the clock
# @name listen
GRPC {{shop}}/chat.v1.Chat/Subscribe

{ "room": "clock", "limit": 0, "interval": "0.2s" }
`;
const CANCELLED = /^✗ CANCELLED · [\d.]+ s$/;

/** The number of the last message that is drawn. */
function lastTick(lines) {
  return Math.max(...lines.map((line) => Number(/"text": "tick (\d+)"/.exec(line)?.[1] ?? 0)));
}

scenario('streams', async (workbench, step) => {
  workbench.writeFile(REQUESTS, TEXT);
  const requests = await workbench.open(REQUESTS);
  const response = workbench.editor(RESPONSE);
  const line = workbench.lineOf(REQUESTS, 'GRPC ');

  await requests.clickLens(line, '▶ Run', () => response.waitForLine('GRPC - RUNNING'));
  await requests.lensAbove(line, '✕ Cancel');
  await response.waitForLines((lines) => lastTick(lines) > 0, 'no message is drawn');
  await response.isBeside(requests);
  await requests.hasFocus();
  step('the first message appears while the stream runs');

  await response.goToEnd();
  await response.waitForLines((lines) => lastTick(lines) > 4, 'the end is not drawn'); // no more fit below the first
  const seen = lastTick(await response.lines());
  await response.waitForLines((lines) => lastTick(lines) > seen + 4, 'the end does not stay in view');
  await requests.lensAbove(line, '✕ Cancel');
  step('the others follow, and the end stays in view');

  const progress = workbench.progress('Running listen');
  await progress.filter({ hasText: /\d+ messages/ }).waitFor();
  await workbench.picture('streams-running');
  step('how many there are is told');

  await requests.clickLens(line, '✕ Cancel', () => progress.waitFor({ state: 'detached' }));
  await requests.lensAbove(line, CANCELLED);
  await requests.lensAbove(line, '▶ Run');
  assert.match(workbench.readFile(RESPONSE), /^GRPC 1 - CANCELLED\n/);
  await response.scrollTo(1);
  await response.waitForLine('GRPC 1 - CANCELLED');
  await response.shows(workbench.readFile(RESPONSE));
  await workbench.picture('streams-cancelled');
  step('cancelled by its lens');

  await requests.clickLens(line, '▶ Run', () => response.waitForLine('GRPC - RUNNING'));
  await progress.hover();
  await progress.getByRole('button', { name: 'Cancel' }).click();
  await requests.lensAbove(line, CANCELLED);
  await workbench.statusBar(/listen: cancelled/);
  step('cancelled by the message about it');

  assert.deepEqual(await workbench.messages(), []);
});
