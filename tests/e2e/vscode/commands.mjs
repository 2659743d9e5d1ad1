// Commands about a request: all of a file, the comparison of responses, the environment, the definition of a service.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { scenario } from './harness/scenario.mjs';

const REQUESTS = 'requests/shop.grpc';
const PLACED = 'requests/shop.place.grpc-response';
const ENVIRONMENTS = 'requests/http-client.env.json';
const DEFINITION = 'protos/definition';

async function environment(workbench, requests, step) {
  await workbench.statusBar('No environment');
  await workbench.command('Protowright: Select Environment');
  await workbench.pick('staging');
  await workbench.statusBar(/^\s*staging\s*$/);
  step('an environment is selected');
}

async function runAll(workbench, requests, step) {
  const first = workbench.lineOf(REQUESTS, '/Place');
  await requests.clickLens(first, '▶ Run all', () =>
    workbench.statusBar(/shop\.grpc: 1 of 8 requests failed: list/),
  );
  const message = await workbench.message(/shop\.grpc: 1 of 8 requests failed: list\. OK.*1 of 1 assertions failed/);
  assert.match(message, /Show response/);
  await workbench.picture('commands-run-all');
  assert.equal(await workbench.page.locator('.editor-group-container').count(), 1, 'responses were opened');
  await workbench.button(/shop\.grpc: 1 of 8/, 'Show response');
  await workbench.editor('requests/shop.list.grpc-response').isBeside(requests);
  for (const name of ['Place', 'Get', 'Watch']) {
    await requests.lensAbove(workbench.lineOf(REQUESTS, `/${name}`), /^✓ OK/);
  }
  await requests.clickLens(first, /^✓ OK/, () => workbench.editor(PLACED).isBeside(requests));
  await requests.hasFocus();
  await workbench.picture('commands-show-response');
  step('all requests of a file are run, a lens shows its response');
}

async function comparison(workbench, requests, step) {
  const line = workbench.lineOf(REQUESTS, '/Place');
  const before = workbench.readFile(PLACED).match(/"orderId": "\d+"/)[0];
  await requests.goTo(line);
  await workbench.command('Protowright: Run Request at Cursor');
  await workbench.onDisk(PLACED, new RegExp(`^GRPC 0 - OK\\n(?![^]*${before})`));
  await requests.focus();
  await workbench.command('Protowright: Compare With Previous Response');
  await workbench.page.locator('.monaco-diff-editor .line-insert').first().waitFor();
  await workbench.picture('authoring-compared');
  await workbench.command('View: Close Editor');
  step('two responses are compared');
}

async function definition(workbench, requests, step) {
  fs.mkdirSync(workbench.path(DEFINITION));
  await requests.goTo(workbench.lineOf(REQUESTS, '/Get'));
  await workbench.command('Protowright: Save Service Definition…');
  await workbench.chooseFolder(DEFINITION);
  const saved = workbench.editor(`${DEFINITION}/shop/v1/orders.proto`);
  await saved.waitForLine('service Orders {');
  assert.ok(fs.existsSync(workbench.path(`${DEFINITION}/shop/v1/address.proto`)));
  await workbench.picture('authoring-definition');
  step('the definition of the service is saved');
}

scenario('commands', async (workbench, step) => {
  const declared = JSON.parse(workbench.readFile(ENVIRONMENTS));
  workbench.writeFile(ENVIRONMENTS, JSON.stringify({ ...declared, local: {}, staging: {} }));
  const list = workbench.readFile(REQUESTS).replace(/("pageSize": 5 \}\n)/, '$1\n?? body $.totalSize > 1000\n');
  workbench.writeFile(REQUESTS, list);
  const requests = await workbench.open(REQUESTS);
  await environment(workbench, requests, step);
  await runAll(workbench, requests, step);
  await comparison(workbench, requests, step);
  await definition(workbench, requests, step);
  assert.deepEqual(await workbench.messages(), []);
});
