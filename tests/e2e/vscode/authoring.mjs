// Requests that are written by a click or a command: from an rpc, from a grpcurl command, and back.
import assert from 'node:assert/strict';
import { scenario } from './harness/scenario.mjs';

const PROTO = 'protos/chat/v1/chat.proto';
const CALLED_PROTO = 'protos/shop/v1/orders.proto';
const REQUESTS = 'requests/shop.grpc';

async function newRequests(workbench, step) {
  const proto = await workbench.open(PROTO);
  const beside = workbench.editor('protos/chat/v1/chat.grpc');
  await proto.clickLens(workbench.lineOf(PROTO, 'rpc Send('), '▶ New request', () =>
    beside.waitForRequest('localhost:50051/chat.v1.Chat/Send'),
  );
  await beside.waitForLine(/"text":/);
  await workbench.picture('authoring-new-file');
  step('a new request, in a new file beside the .proto file');

  const requests = await workbench.openAnother(REQUESTS);
  const lines = workbench.readFile(REQUESTS).split('\n').length;
  const orders = await workbench.openAnother(CALLED_PROTO);
  await orders.clickLens(workbench.lineOf(CALLED_PROTO, 'rpc Place('), '▶ New request', () => requests.hasFocus());
  await workbench.cursorBelow(lines);
  await requests.waitForLine(/"userId":...,/);
  await requests.lensAbove(lines + 2, '▶ Run');
  await workbench.errors(0);
  await workbench.picture('authoring-new-request');
  step('a new request, in the open file that calls the service');
  return requests;
}

async function grpcurl(workbench, requests, step) {
  await requests.goTo(workbench.lineOf(REQUESTS, '/Get'));
  await workbench.command('Protowright: Copy as grpcurl');
  await workbench.statusBar('The grpcurl command is in the clipboard.');
  const command = await workbench.clipboard();
  assert.match(command, /^grpcurl\s[^]*-plaintext[^]*"orderId": ?"1000"[^]*shop\.v1\.Orders\/Get$/);
  step('a request is copied as a grpcurl command');

  await workbench.copy('grpcurl -plaintext -H "x-request-id: pasted" -d \'{"orderId": "1000"}\' localhost:1 shop.v1.Orders/Get');
  await workbench.command('Protowright: Paste grpcurl Command as Request');
  await requests.waitForLine('x-request-id: pasted');
  await requests.lensAbove(workbench.lineOf(REQUESTS, '/Get') + 5, '▶ Run');
  await workbench.errors(0);
  await workbench.picture('authoring-pasted');
  step('a grpcurl command is pasted as a request');
}

scenario('authoring', async (workbench, step) => {
  const requests = await newRequests(workbench, step);
  await grpcurl(workbench, requests, step);
  assert.deepEqual(await workbench.messages(), []);
});
