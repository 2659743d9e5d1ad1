// What a scenario is told by the test that starts it (tests/e2e/test_vscode.py), all through environment variables.

/**
 * The value of an environment variable.
 * @param {string} name
 * @returns {string}
 */
function given(name) {
  const value = process.env[name];
  if (!value) throw new Error(`the environment variable ${name} is not set; tests/e2e/test_vscode.py sets it`);
  return value;
}

/** The Node that runs code-server: an absolute path. */
export const codeServerNode = () => given('CODE_SERVER_NODE');

/** code-server's main script: an absolute path. */
export const codeServerEntry = () => given('CODE_SERVER_ENTRY');

/** The Chromium executable: an absolute path. */
export const chromiumPath = () => given('CHROMIUM');

/** The extension as `npm run package` built it: an absolute path. */
export const vsixPath = () => given('VSIX');

/** The folder to open, a copy of the samples that the test may change: an absolute path. */
export const workspaceFolder = () => given('WORKSPACE');

/** The Protowright executable: an absolute path. */
export const protowrightPath = () => given('PROTOWRIGHT');

/** Where pictures go: an absolute path. */
export const screenshotFolder = () => given('SCREENSHOTS');
