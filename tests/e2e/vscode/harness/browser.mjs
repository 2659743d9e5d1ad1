// A page of headless Chromium that reaches the loopback interface and nothing else.
import { chromium } from 'playwright-core';
import { chromiumPath } from './environment.mjs';

const VIEWPORT = { width: 1280, height: 800 };
const QUIET_OPTIONS = [
  '--headless',
  '--no-sandbox', // a container's root user has no sandbox
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
const WAIT_SECONDS = 20;

const leavesLoopback = (url) => url.hostname !== '127.0.0.1' && /^(http|ws)/.test(url.protocol);

/**
 * Opens an empty page.
 * @returns {Promise<{page: import('playwright-core').Page, close: () => Promise<void>}>}
 */
export async function openBrowser() {
  const browser = await chromium.launch({ executablePath: chromiumPath(), args: QUIET_OPTIONS });
  const permissions = ['clipboard-read', 'clipboard-write'];
  const context = await browser.newContext({ viewport: VIEWPORT, permissions });
  await context.route(leavesLoopback, (route) => route.abort());
  const page = await context.newPage();
  page.setDefaultTimeout(WAIT_SECONDS * 1000);
  return { page, close: () => browser.close() };
}
