// Requests are run by their lens: the response opens in the column beside, and on disk is what is shown.
import assert from 'node:assert/strict';
import { scenario } from './harness/scenario.mjs';

const REQUESTS = 'requests/shop.grpc';
const MESSAGE_SEPARATOR = /^===$/gm;

const responseFile = (request) => `requests/shop.${request}.grpc-response`;

/** The line (counted from 1) of the request line of a named request. */
function requestLine(text, name) {
  const lines = text.split('\n');
  const named = lines.findIndex((line) => new RegExp(`@name\\s+${name}\\s*$`).test(line));
  const line = lines.findIndex((line, index) => index > named && /^GRPC\s/.test(line));
  assert.ok(named >= 0 && line > named, `the sample has no request named ${name}`);
  return line + 1;
}

/** Clicks the lens of a request, waits for the response of this status, and answers its text. */
async function run(workbench, name, statusLine) {
  const requests = workbench.editor(REQUESTS);
  await requests.clickLens(requestLine(workbench.readFile(REQUESTS), name), '▶ Run');
  const response = workbench.editor(responseFile(name));
  await response.waitForText();
  await response.waitForLine(statusLine);
  await response.isBeside(requests);
  const text = workbench.readFile(responseFile(name));
  assert.equal(text.split('\n')[0], statusLine);
  await response.shows(text);
  await workbench.picture(`runs-${name}`);
  return text;
}

scenario('runs', async (workbench, step) => {
  await workbench.open(REQUESTS);
  step('opened');

  const placed = await run(workbench, 'place', 'GRPC 0 - OK');
  assert.match(placed, /^x-request-id: first-order$/m); // the service sends it back
  assert.match(placed, /^ {2}"orderId": "\d+",$/m);
  assert.match(placed, /^### trailers\nx-cost: \d+$/m);
  step('a unary request');

  const watched = await run(workbench, 'watch', 'GRPC 0 - OK');
  assert.equal(watched.match(MESSAGE_SEPARATOR)?.length, 3, `not four messages:\n${watched}`);
  assert.match(watched, /"status": "ORDER_STATUS_PLACED"[^]*"status": "ORDER_STATUS_DELIVERED"/);
  step('a server stream');

  const failed = await run(workbench, 'wrong', 'GRPC 3 - INVALID_ARGUMENT');
  assert.match(failed, /"@type": "type\.googleapis\.com\/google\.rpc\.BadRequest"/);
  assert.match(failed, /"field": "items\[0\]\.quantity"/);
  step('a failing request with its details');

  assert.deepEqual(await workbench.messages(), []);
});
