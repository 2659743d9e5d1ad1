// Two .proto files at a time: completion that adds an import, a fault in one file by a change of the other, what a
// problem means, a key of a request body and what else it may have, a snippet.
import assert from 'node:assert/strict';
import { scenario } from './harness/scenario.mjs';

const USER = 'protos/user/user.proto';
const ORDERS = 'protos/shop/v1/orders.proto';
const REQUESTS = 'requests/users.grpc';
const ADDRESS = 'protos/shop/v1/address.proto';

async function completion(workbench, step) {
  const user = await workbench.open(USER);
  const last = workbench.readFile(USER).trimEnd().split('\n').length;
  await user.addAfter(last, 'message Invoice {\n  ');
  await user.type('Mone');
  await user.completions('Money');
  await workbench.picture('editing-completion');
  await user.accept('Money');
  await user.type(' total = 1;\n}');
  await user.goTo(1);
  await user.waitForLine('import "google/type/money.proto";');
  await workbench.errors(0);
  await workbench.picture('editing-auto-import');
  step('completion adds the import');
}

async function otherFile(workbench, step) {
  const orders = await workbench.openAnother(ORDERS);
  await workbench.command('View: Split Editor Right');
  const address = await workbench.openAnother(ADDRESS);
  await address.setLine(workbench.lineOf(ADDRESS, 'message Address {'), 'message Adress {');
  await orders.goTo(workbench.lineOf(ORDERS, 'Address ship_to'));
  await orders.squiggleUnder('Address');
  await workbench.picture('editing-second-file');
  step('a change in one file is a fault in the other one, which is open, too');

  const line = workbench.lineOf(ORDERS, 'Address ship_to');
  const fix = await orders.quickFix(line, 4, 'Change to `Adress`');
  await workbench.picture('editing-quick-fix');
  await workbench.page.keyboard.press('Escape');
  await fix.waitFor({ state: 'hidden' });
  step('a quick fix is offered there');

  await orders.hover('Address', /unresolved-type/);
  await workbench.page.locator('.monaco-hover:visible a', { hasText: 'unresolved-type' }).first().click();
  await workbench.webview(/unresolved-type/);
  await workbench.picture('editing-explanation');
  step('a click on the code of a problem explains it');
}

async function body(workbench, step) {
  const requests = await workbench.openAnother(REQUESTS);
  const last = workbench.readFile(REQUESTS).trimEnd().split('\n').length;
  await requests.addAfter(last, '\n### Typed\nGRPC {{shop}}/shop.v1.Orders/Place\n\n{\n  \n}\n');
  await requests.goTo(last + 6, 3);
  await requests.type('"us');
  await requests.completions('userId');
  await workbench.picture('editing-body');
  await requests.accept('userId');
  await requests.waitForLine(/^..+"userId":/);
  step('a key of a request body');
  assert.equal(await requests.signature(/PlaceRequest/), 'userId: string');
  await workbench.picture('editing-signature');
  await workbench.page.keyboard.press('Escape');
  step('what the message of a body has');
  return requests;
}

async function snippet(workbench, requests, step) {
  await requests.goToEnd();
  await requests.type('\nrequest-ref');
  await requests.accept('request-reflection');
  await requests.waitForLine('### Title');
  await workbench.picture('editing-snippet');
  step('a snippet');
}

scenario('editing', async (workbench, step) => {
  await completion(workbench, step);
  await otherFile(workbench, step);
  const requests = await body(workbench, step);
  await snippet(workbench, requests, step);
  assert.deepEqual(await workbench.messages(), []);
});
