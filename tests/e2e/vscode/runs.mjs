// Requests are run by their lens: the response opens in the column beside, on disk is what is shown, the lens tells the
// outcome, and what was wrong is underlined at its place.
import assert from 'node:assert/strict';
import { scenario } from './harness/scenario.mjs';

const REQUESTS = 'requests/shop.grpc';
const MESSAGE_SEPARATOR = /^===$/gm;

const REFUSED = 'requests/refused.grpc';
const REFUSED_TEXT = `### A quantity that the shop refuses
# @name refused
GRPC {{shop}}/shop.v1.Orders/Place

{
  "userId": "42",
  "items": [{ "sku": "tea", "quantity": 0 }],
}

?? status == OK
?? duration < 10s

### One that goes well
# @name fine
GRPC {{shop}}/shop.v1.Orders/Get

{ "orderId": "1000" }
`;

const responseFile = (file, request) => file.replace(/\.grpc$/, `.${request}.grpc-response`);

/** The line (counted from 1) of the request line of a named request. */
function requestLine(text, name) {
  const lines = text.split('\n');
  const named = lines.findIndex((line) => new RegExp(`@name\\s+${name}\\s*$`).test(line));
  const line = lines.findIndex((line, index) => index > named && /^GRPC\s/.test(line));
  assert.ok(named >= 0 && line > named, `there is no request named ${name}`);
  return line + 1;
}

/** Clicks the lens of a request, waits for the response of this status and for the lens of this outcome; its text. */
async function run(workbench, file, name, statusLine, outcome) {
  const requests = workbench.editor(file);
  const line = requestLine(workbench.readFile(file), name);
  const response = workbench.editor(responseFile(file, name));
  await requests.clickLens(line, '▶ Run', () => response.waitForText());
  await response.waitForLine(statusLine);
  await response.isBeside(requests);
  await requests.hasFocus();
  const text = workbench.readFile(responseFile(file, name));
  assert.equal(text.split('\n')[0], statusLine);
  await response.shows(text);
  await requests.lensAbove(line, outcome, line - 4);
  await workbench.picture(`runs-${name}`);
  return text;
}

async function successes(workbench, step) {
  await workbench.open(REQUESTS);
  step('opened');

  const placed = await run(workbench, REQUESTS, 'place', 'GRPC 0 - OK', /^✓ OK · [\d.]+ m?s$/);
  assert.match(placed, /^x-request-id: first-order$/m); // the service sends it back
  assert.match(placed, /^ {2}"orderId": "\d+",$/m);
  assert.match(placed, /^### trailers\nx-cost: \d+$/m);
  await workbench.statusBar(/place: OK in [\d.]+\s?m?s/);
  step('a unary request');

  const watched = await run(workbench, REQUESTS, 'watch', 'GRPC 0 - OK', /^✓ OK · [\d.]+ m?s$/);
  assert.equal(watched.match(MESSAGE_SEPARATOR)?.length, 3, `not four messages:\n${watched}`);
  assert.match(watched, /"status": "ORDER_STATUS_PLACED"[^]*"status": "ORDER_STATUS_DELIVERED"/);
  step('a server stream');
}

async function failures(workbench, step) {
  workbench.writeFile(REFUSED, REFUSED_TEXT);
  const requests = await workbench.openAnother(REFUSED);
  const outcome = /^✗ INVALID_ARGUMENT · [\d.]+ m?s · 1 of 2 assertions failed$/;
  const failed = await run(workbench, REFUSED, 'refused', 'GRPC 3 - INVALID_ARGUMENT', outcome);
  assert.match(failed, /"@type": "type\.googleapis\.com\/google\.rpc\.BadRequest"/);
  assert.match(failed, /"field": "items\[0\]\.quantity"/);
  step('a failing request with its details');

  await requests.squiggleUnder('"quantity"');
  await requests.squiggleUnder('status');
  await workbench.errors(2); // these and no others
  await requests.hover('"quantity"', /the server refused `?items\[0\]\.quantity/);
  await requests.hover('status', /INVALID_ARGUMENT/);
  await workbench.statusBar(/refused: 1 of 2 assertions failed; INVALID_ARGUMENT in/);
  await workbench.picture('runs-refused-squiggles');
  step('what was wrong is underlined');

  await requests.setLine(workbench.lineOf(REFUSED, '"quantity"'), '  "items": [{ "sku": "tea", "quantity": 1 }],');
  await requests.noSquiggles();
  step('gone when the request is changed');
}

async function refusals(workbench, step) {
  const requests = workbench.editor(REFUSED);
  const line = requestLine(workbench.readFile(REFUSED), 'fine');
  await requests.setLine(line, 'GRPC {{nowhere}}/shop.v1.Orders/Get');
  await workbench.errors(1);
  await requests.clickLens(line, '▶ Run', () => workbench.message(/fine was not sent/));
  assert.match(await workbench.message(/fine was not sent/), /refused\.grpc:\d+: .*`nowhere`/);
  await requests.lensAbove(line, '✗ not sent');
  await workbench.picture('runs-not-sent');
  await workbench.command('Notifications: Clear All Notifications');
  await requests.clickLens(line, '✗ not sent', () => workbench.message(/fine was not sent/));
  await workbench.command('Notifications: Clear All Notifications');
  step('a request that is not sent says why, and says so again');
}

scenario('runs', async (workbench, step) => {
  await successes(workbench, step);
  await failures(workbench, step);
  await refusals(workbench, step);
  assert.deepEqual(await workbench.messages(), []);
});
