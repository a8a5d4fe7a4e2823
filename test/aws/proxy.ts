import { createServer, request, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** A call of the AWS API as it is seen on the wire. */
export interface SeenCall {
  /** As the signature names it: `elasticloadbalancing`, `s3`. */
  readonly service: string;
  readonly region: string;
  /** The operation, where the protocol names it (not in S3's). */
  readonly operation: string | null;
  readonly method: string;
  readonly path: string;
  readonly body: string;
  readonly userAgent: string;
}

/** An error with which AWS answers. */
export interface ErrorAnswer {
  readonly status: number;
  readonly code: string;
  readonly message: string;
}

/** What the proxy does with a call: passes it on, breaks the connection, or answers by itself. */
export type Reaction = "pass" | "break" | ErrorAnswer | { readonly answer: string };

/** A server between the SDK and moto. */
export interface Proxy {
  readonly url: string;
  /** Every call that came, in order. */
  readonly calls: readonly SeenCall[];
  /** Decides over the calls from now on. */
  react: (decide: (call: SeenCall) => Reaction) => void;
  /** Forgets the calls that came, and passes all on. */
  clear: () => void;
  stop: () => Promise<void>;
}

/** Starts a proxy in front of a server; it passes everything on until it is told otherwise. */
export async function startProxy(target: string): Promise<Proxy> {
  const calls: SeenCall[] = [];
  let decide: (call: SeenCall) => Reaction = () => "pass";
  const { hostname, port } = new URL(target);

  const server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
    incoming.on("end", () => {
      const body = Buffer.concat(chunks);
      const call = seen(incoming, body.toString());
      calls.push(call);
      const reaction = decide(call);
      if (reaction === "break") incoming.socket.destroy();
      else if (reaction === "pass") passOn(incoming, outgoing, body);
      else if ("answer" in reaction) outgoing.end(reaction.answer);
      else answerWith(reaction, call, incoming, outgoing);
    });
  });

  function passOn({ method, url, headers }: IncomingMessage, outgoing: ServerResponse, body: Buffer): void {
    const forwarded = request({ hostname, port, method, path: url, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    forwarded.on("error", () => outgoing.destroy());
    forwarded.end(body);
  }

  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    calls,
    react: (wanted) => {
      decide = wanted;
    },
    clear: () => {
      calls.length = 0;
      decide = () => "pass";
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

function seen({ method = "", url = "", headers }: IncomingMessage, body: string): SeenCall {
  const [, region = "", service = ""] =
    /Credential=[^/]+\/\d+\/([^/]+)\/([^/]+)\//u.exec(headers.authorization ?? "") ?? [];
  const target = headers["x-amz-target"];
  const named = typeof target === "string" ? target.split(".").at(-1) : /(?:^|&)Action=(\w+)/u.exec(body)?.[1];
  return { service, region, operation: named ?? null, method, path: url, body, userAgent: headers["user-agent"] ?? "" };
}

/** An error as the service's protocol writes it. */
function answerWith(
  { status, code, message }: ErrorAnswer,
  { service, operation }: SeenCall,
  { headers }: IncomingMessage,
  outgoing: ServerResponse,
): void {
  const isJson = headers["x-amz-target"] !== undefined || (operation === null && service !== "s3");
  if (isJson) {
    outgoing.writeHead(status, { "content-type": "application/x-amz-json-1.1", "x-amzn-errortype": code });
    outgoing.end(JSON.stringify({ __type: code, message }));
    return;
  }
  const error = `<Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error>`;
  const [before, after] =
    service === "s3"
      ? ["", ""]
      : service === "ec2"
        ? ["<Response><Errors>", "</Errors><RequestID>0f0f0f0f-example</RequestID></Response>"]
        : ["<ErrorResponse>", "<RequestId>0f0f0f0f-example</RequestId></ErrorResponse>"];
  outgoing.writeHead(status, { "content-type": "text/xml" });
  outgoing.end(`<?xml version="1.0"?>${before}${error}${after}`);
}
