// The Services view: services of the workspace and of a server, a new request and a definition by a click.
import assert from 'node:assert/strict';
import { scenario } from './harness/scenario.mjs';

const REQUESTS = 'requests/shop.grpc';
const HEALTH = 'requests/reflection.grpc'; // calls the service already
const ORDERS = 'protos/shop/v1/orders.proto';
const ADDED = '127.0.0.1:1';

/** The address of the sample service, as the environment file of the requests says it. */
function address(workbench) {
  const { $shared: shared = {}, ...named } = JSON.parse(workbench.readFile('requests/http-client.private.env.json'));
  const variables = { ...shared, ...Object.values(named)[0] };
  return variables.shop;
}

async function workspaceServices(workbench, tree, step) {
  await tree.waitFor('Workspace', /\d+ services/);
  await tree.expand('Orders');
  await tree.waitFor('Watch', /→ stream Order/);
  await workbench.picture('services-workspace');
  await tree.click('Watch');
  const proto = workbench.editor(ORDERS);
  await proto.waitForText();
  await workbench.cursorBelow(workbench.lineOf(ORDERS, 'rpc Watch(') - 1);
  step('services of the workspace, and the definition of a method');

  await tree.action('Place', 'New Request');
  await workbench.editor(REQUESTS).waitForLine(/"userId":...,/);
  await workbench.picture('services-new-request');
  step('a new request from the view');
}

async function reflectedServices(workbench, tree, step) {
  const target = address(workbench);
  await tree.waitFor(target, 'not asked yet');
  await workbench.picture('services-not-asked');
  await tree.click(target);
  await tree.waitFor(target, /\d+ services/);
  await tree.waitFor('Health', 'grpc.health.v1');
  await tree.expand('Health');
  await workbench.picture('services-reflected');
  step('a server tells its services');

  await tree.collapse('Workspace'); // another service has a method of this name
  await tree.click('Check');
  await workbench.editor('health.proto').waitForLine(/rpc.Check/);
  await workbench.picture('services-definition');
  await tree.action('Check', 'New Request');
  await workbench.editor(HEALTH).waitForLine(/^GRPC.*grpc\.health\.v1\.Health\/Check(plaintext|$)/);
  await workbench.picture('services-reflected-request');
  step('definition and new request of a service that only the server knows');
}

async function addedServer(workbench, tree, step) {
  await workbench.command('Protowright: Add Server…');
  await workbench.enter(ADDED);
  assert.match(await workbench.message('nobody listens'), /127\.0\.0\.1:1/);
  await workbench.picture('services-unreachable');
  step('a server that does not answer says why');
}

scenario('services', async (workbench, step) => {
  await workbench.open(REQUESTS);
  const tree = await workbench.view('protowright', 'Services');
  await workspaceServices(workbench, tree, step);
  await reflectedServices(workbench, tree, step);
  await addedServer(workbench, tree, step);
});
