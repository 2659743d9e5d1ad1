// What a person asks of the names in both languages: who refers to a message, which methods and requests reach it, where
// in the workspace a name is.
import assert from 'node:assert/strict';
import { scenario } from './harness/scenario.mjs';

const ORDERS = 'protos/shop/v1/orders.proto';
const REQUESTS = 'requests/users.grpc';
const CALLS = 'Calls: Show Call Hierarchy';

/** Waits for rows of the view in the side bar, by the text that each begins with. */
async function rows(workbench, ...texts) {
  for (const text of texts) {
    const starts = new RegExp(`^\\s*${text.replace(/[()]/g, '\\$&')}`);
    await workbench.page.locator('.sidebar .monaco-list-row', { hasText: starts }).first().waitFor();
  }
}

async function references(workbench, step) {
  const orders = await workbench.open(ORDERS);
  await orders.lensAbove(workbench.lineOf(ORDERS, 'message PlaceRequest'), '2 references');
  await orders.goTo(workbench.lineOf(ORDERS, 'message PlaceRequest'), 10);
  await workbench.command('References: Find All References');
  await rows(workbench, 'rpc Place(', 'rpc Check(', 'message PlaceRequest');
  await workbench.picture('understanding-references');
  step('references to a message');

  await orders.goTo(workbench.lineOf(ORDERS, 'message PlaceRequest'), 10);
  await workbench.command(CALLS);
  await rows(workbench, 'PlaceRequest', 'Place', 'Check');
  await workbench.picture('understanding-calls');
  step('the methods that a message reaches');
}

async function calls(workbench, step) {
  const requests = await workbench.openAnother(REQUESTS);
  await requests.goTo(workbench.lineOf(REQUESTS, '/shop.v1.Users/Update'), 35);
  await workbench.command(CALLS);
  await rows(workbench, 'Update', 'update');
  await workbench.picture('understanding-requests');
  step('the requests that call a method');
}

async function symbols(workbench, step) {
  const list = workbench.page.locator('.quick-input-widget');
  await workbench.page.keyboard.press('Control+p');
  await list.locator('input.input').fill('#order');
  for (const name of ['Orders', 'OrderStatus', 'GetOrderRequest']) {
    await list.locator('.label-name', { hasText: new RegExp(`(^|\\s)${name}$`) }).first().waitFor();
  }
  await workbench.picture('understanding-symbols');
  await workbench.page.keyboard.press('Escape');
  step('symbols of the workspace');
}

scenario('understanding', async (workbench, step) => {
  await references(workbench, step);
  await calls(workbench, step);
  await symbols(workbench, step);
  assert.deepEqual(await workbench.messages(), []);
});
