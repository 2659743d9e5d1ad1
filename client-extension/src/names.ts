/** Identifiers that the manifest (package.json), the server and this client share. */

/** Language ids, as the manifest declares them. */
export const LANGUAGES = ["proto", "grpc-request", "grpc-response"] as const;

/** Language id of a request file (`.grpc`). */
export const REQUEST_LANGUAGE = "grpc-request";

/** Language id of a response document (`.grpc-response`). */
export const RESPONSE_LANGUAGE = "grpc-response";

/** How the name of a response document ends. */
export const RESPONSE_SUFFIX = ".grpc-response";

/** Commands of this client. Those of the server are in `contract.ts`. */
export const COMMANDS = {
  run: "protowright.run",
  runFile: "protowright.runFile",
  cancel: "protowright.cancel",
  openResponse: "protowright.openResponse",
  compareResponses: "protowright.compareResponses",
  copyGrpcurl: "protowright.copyGrpcurl",
  pasteGrpcurl: "protowright.pasteGrpcurl",
  saveDefinition: "protowright.saveDefinition",
  chooseEnvironment: "protowright.chooseEnvironment",
  newRequest: "protowright.newRequestForMethod",
  goToDefinition: "protowright.goToDefinition",
  addTarget: "protowright.addTarget",
  reflectTarget: "protowright.reflectTarget",
  removeTarget: "protowright.removeTarget",
  refreshServices: "protowright.refreshServices",
  explainCode: "protowright.explainCode",
  restart: "protowright.restart",
  showLog: "protowright.showLog",
} as const;

/** Section of the settings; also the id that the language client reads `trace.server` under. */
export const SETTINGS_SECTION = "protowright";

/** Full name of the setting that holds the server's command. */
export const COMMAND_SETTING = "protowright.server.command";

/** Id of the view of all services. */
export const SERVICES_VIEW = "protowright.servicesView";
