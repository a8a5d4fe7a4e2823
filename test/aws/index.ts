/**
 * An AWS account to test with: moto, what is built in it, and a proxy that throttles, denies and breaks off.
 *
 * @module
 */
export { buildAccount, exampleRegion, exampleTypes, type BuiltAccount } from "./example-account.ts";
export { buildPerimeter, perimeterTypes } from "./perimeter-account.ts";
export { answerForMoto, typesUnknownToMoto } from "./unknown-to-moto.ts";
export { startMoto, type Moto } from "./moto.ts";
export { startProxy, type Proxy, type Reaction, type SeenCall } from "./proxy.ts";
