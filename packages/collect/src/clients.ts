import { SekishoError } from "@sekisho/estate";
import { shapesOf, type OperationShape } from "./client-shapes.ts";
import { services } from "./services.ts";

/** Where and as whom AWS is asked. */
export interface ClientSettings {
  /** A profile of the AWS configuration; what the standard chain finds unless given. */
  readonly awsProfile?: string;
  /** Asked in place of AWS, for all services. */
  readonly endpointUrl?: string;
  /** How often a call is tried; `AWS_MAX_ATTEMPTS` or {@link defaultAttempts} unless given. */
  readonly attempts?: number;
  /** What the calls say of who asks. */
  readonly userAgent: string;
}

/** Asks AWS. */
export interface Clients {
  /** Makes one call and gives the SDK's answer, or throws what the SDK throws. */
  ask: (
    service: string,
    region: string | null,
    operation: string,
    parameters: Readonly<Record<string, unknown>>,
    signal: AbortSignal,
  ) => Promise<object>;
  /** What the service model says of an operation. */
  shapes: (service: string, operation: string) => Promise<OperationShape>;
  /** The region that the standard chain finds; null if it finds none. */
  defaultRegion: () => Promise<string | null>;
  close: () => void;
}

/** How often a call is tried before its error is the answer. */
export const defaultAttempts = 8;

/** Milliseconds until a connection must be there, and until an answer must be. */
const timeouts = { connectionTimeout: 10_000, requestTimeout: 60_000 };

interface Client {
  readonly config: { readonly credentials?: unknown; readonly region?: unknown };
  send: (command: object, options: object) => Promise<object>;
  destroy: () => void;
}

type Constructor<T> = new (argument: object) => T;

/** Makes the clients of the AWS SDK, each when it is asked first; all take their credentials from one provider. */
export function createClients(settings: ClientSettings): Clients {
  const modules = new Map<string, Promise<object>>();
  const clients = new Map<string, Promise<Client>>();

  const load = (service: string): Promise<object> => {
    let module = modules.get(service);
    if (module === undefined) {
      module = serviceOf(service).load();
      modules.set(service, module);
    }
    return module;
  };

  const clientOf = (service: string, region: string | null): Promise<Client> => {
    const key = `${service} ${region ?? ""}`;
    let client = clients.get(key);
    if (client === undefined) {
      client = create(service, region);
      clients.set(key, client);
    }
    return client;
  };

  const create = async (service: string, region: string | null): Promise<Client> => {
    const { [serviceOf(service).client]: constructor } = (await load(service)) as Record<string, Constructor<Client>>;
    if (constructor === undefined)
      throw new SekishoError("INTERNAL", `The client of ${service} is not in its package.`);
    const isFirst = service === "sts" && region === null;
    const { endpointUrl, attempts } = settings;
    return new constructor({
      ...(region === null ? {} : { region }),
      ...(settings.awsProfile === undefined ? {} : { profile: settings.awsProfile }),
      ...(isFirst ? {} : { credentials: (await clientOf("sts", null)).config.credentials }),
      ...(endpointUrl === undefined ? {} : { endpoint: endpointUrl }),
      // Its own rules put the account before the host, which a given endpoint does not know.
      ...(service === "s3control" && endpointUrl !== undefined
        ? { endpointProvider: () => ({ url: new URL(endpointUrl) }) }
        : {}),
      ...(service === "s3" ? { followRegionRedirects: true, forcePathStyle: endpointUrl !== undefined } : {}),
      ...(attempts === undefined && (process.env["AWS_MAX_ATTEMPTS"] ?? "") !== ""
        ? {}
        : { maxAttempts: attempts ?? defaultAttempts }),
      retryMode: "adaptive",
      requestHandler: timeouts,
      customUserAgent: settings.userAgent,
      // The SDK warns on the console of what users of this package cannot change.
      logger: { trace: silent, debug: silent, info: silent, warn: silent, error: silent },
    });
  };

  return {
    ask: async (service, region, operation, parameters, abortSignal) => {
      const module = (await load(service)) as Readonly<Record<string, Constructor<object>>>;
      const command = module[`${operation}Command`];
      if (command === undefined) throw new SekishoError("INTERNAL", `The client of ${service} has no ${operation}.`);
      return (await clientOf(service, region)).send(new command(parameters), { abortSignal });
    },
    shapes: async (service, operation) => shapesOf(await load(service), operation),
    defaultRegion: async () => {
      const { region } = (await clientOf("sts", null)).config;
      try {
        const found: unknown = typeof region === "function" ? await (region as () => Promise<unknown>)() : region;
        return typeof found === "string" && found !== "" ? found : null;
      } catch {
        return null;
      }
    },
    close: () => {
      for (const client of clients.values()) {
        client.then(
          (created) => {
            created.destroy();
          },
          () => undefined,
        );
      }
    },
  };
}

function serviceOf(name: string): (typeof services)[string] {
  const service = services[name];
  if (service === undefined) throw new SekishoError("INTERNAL", `There is no client for the service ${name}.`);
  return service;
}

function silent(): void {
  // Nothing is logged.
}
