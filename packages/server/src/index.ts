/**
 * Admission questions over HTTP: documents in, a report or a decision out. The answers are one function over web-standard
 * requests; `listen` puts it behind a socket of Node and evaluates in threads.
 *
 * @module
 */
export { createServer, type Server, type ServerOptions } from "./server.ts";
export { listen, type Certificate, type ListeningServer, type ListenOptions } from "./listen.ts";
export { defaultLimits, type Limits } from "./limits.ts";
