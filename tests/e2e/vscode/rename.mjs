// A message is renamed: in its file, in the other .proto files that are open or not, and in requests.
import assert from 'node:assert/strict';
import { scenario } from './harness/scenario.mjs';

const ADDRESS = 'protos/shop/v1/address.proto';
const ORDERS = 'protos/shop/v1/orders.proto';
const USERS = 'protos/shop/v1/users.proto';
const REQUESTS = 'requests/shop.grpc';

scenario('rename', async (workbench, step) => {
  const address = await workbench.open(ADDRESS);
  await address.rename(workbench.lineOf(ADDRESS, 'message Address {'), 10, 'PostalAddress');
  await address.waitForLine('message PostalAddress {');
  const orders = await workbench.openAnother(ORDERS);
  await orders.goTo(workbench.lineOf(ORDERS, 'ship_to = 6'));
  await orders.waitForLine(/PostalAddress.ship_to.=.6/);
  await workbench.picture('rename-message');
  const users = await workbench.openAnother(USERS);
  await users.goTo(workbench.lineOf(USERS, 'Address'));
  await users.waitForLine(/PostalAddress/);
  await workbench.errors(0);
  step('a message, in three files');

  await orders.tab();
  await orders.rename(workbench.lineOf(ORDERS, 'rpc Place('), 8, 'Submit');
  await orders.waitForLine(/rpc.Submit\(PlaceRequest\)/);
  const requests = await workbench.openAnother(REQUESTS);
  await requests.waitForRequest('{{shop}}/shop.v1.Orders/Submit');
  await workbench.errors(0);
  await workbench.picture('rename-method');
  step('a method, with the requests that call it');

  await orders.tab();
  await orders.rename(workbench.lineOf(ORDERS, 'rpc Get('), 8, 'Watch');
  await workbench.message('`shop.v1.Orders.Watch` is');
  await workbench.picture('rename-refused');
  step('a name that is taken is refused with the reason');
  assert.equal((await workbench.messages()).length, 1);
});
