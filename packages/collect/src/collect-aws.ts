import { setMaxListeners } from "node:events";
import { counted, resourceTypes, SekishoError, type ApiVariant, type Json } from "@sekisho/estate";
import { askAccount, askRegions, homeRegion, isOfPartition, type Account } from "./account.ts";
import { failureOf } from "./call-error.ts";
import { toAnswer } from "./answer.ts";
import { apiPathsOf, planCalls, type PlannedCall } from "./call-plan.ts";
import { createClients, type Clients, type ClientSettings } from "./clients.ts";
import { createLimit, type Limit } from "./limit.ts";
import { followSteps } from "./operation.ts";
import { nextToken, pagingOf } from "./paging.ts";
import { canonical, parametersOf, type Element, type Parameters } from "./parameters.ts";
import { openSnapshot, type AskedCall, type Page, type SnapshotStore } from "./snapshot-store.ts";

/** What to collect, and where to. */
export interface CollectOptions extends ClientSettings {
  /** A folder that is not there yet or empty, or a file whose name ends in `.tar.gz`. */
  readonly output: string;
  /** Whether a collection that was cut off there is continued. */
  readonly resume?: boolean;
  /** Regions by name, or chosen by account; those enabled in the account unless given. */
  readonly regions?: readonly string[] | ((account: string) => readonly string[]);
  /** Resource types by Terraform's name; all that the AWS API tells unless given. */
  readonly types?: readonly string[];
  /** Ends the run: calls under way are given up, and what is answered stays for the next run. */
  readonly signal?: AbortSignal;
  /** Told of every call that is done. */
  readonly onProgress?: (progress: CollectProgress) => void;
  /** The present, as an ISO 8601 instant in UTC; the system's clock unless given. */
  readonly now?: () => string;
}

/** How far collecting is; more calls may become known as listings are answered. */
export interface CollectProgress {
  readonly done: number;
  readonly known: number;
  readonly errors: number;
}

/** What a finished collection came to. */
export interface CollectSummary {
  readonly account: string;
  readonly partition: string;
  readonly regions: readonly string[];
  /** Calls that this run has made. */
  readonly asked: number;
  /** Calls that an earlier run had left answered. */
  readonly kept: number;
  /** Calls that AWS has answered with an error, by code; "there is no such thing" is an answer, and not counted. */
  readonly errors: Readonly<Record<string, number>>;
}

/** Calls at a time: of one service in one region, and in all. */
const mostOfService = 4;
const mostInAll = 24;

/** After so many calls in a row that nothing answers, the network is taken to be gone. */
const mostUnreachable = 20;

/**
 * Collects what the AWS API tells of an account into a snapshot, with read calls only. A call that AWS answers with an
 * error is kept with it and does not end the run. Null if the snapshot was to be continued and is complete.
 *
 * @throws SekishoError `ACCOUNT_UNREADABLE` if the credentials are missing or not accepted, `SNAPSHOT_CONFLICT` if the
 * output holds something else, `USAGE` for a type that cannot be collected, `COLLECTION_CUT_OFF` if the run was stopped
 * or AWS could not be reached: what is answered is kept for a run with `resume`.
 *
 * @example
 * ```ts
 * import { collectAws } from "@sekisho/collect";
 *
 * const summary = await collectAws({ output: "snapshot", regions: ["ap-northeast-1"], userAgent: "example/1.0" });
 * console.log(summary?.errors);
 * ```
 */
export async function collectAws(options: CollectOptions): Promise<CollectSummary | null> {
  const calls = planCalls(options.types);
  const store = openSnapshot(options.output, options.resume === true);
  if (store === null) return null;
  const clients = createClients(options);
  const stop = new AbortController();
  // Each call under way listens to it.
  setMaxListeners(0, stop.signal);
  const giveUp = (): void => {
    stop.abort();
  };
  options.signal?.addEventListener("abort", giveUp, { once: true });
  if (options.signal?.aborted === true) giveUp();
  try {
    return await collect(options, calls, store, clients, stop);
  } finally {
    options.signal?.removeEventListener("abort", giveUp);
    clients.close();
  }
}

async function collect(
  options: CollectOptions,
  calls: readonly PlannedCall[],
  store: SnapshotStore,
  clients: Clients,
  stop: AbortController,
): Promise<CollectSummary> {
  const given = typeof options.regions === "function" ? undefined : options.regions;
  const first = (await clients.defaultRegion()) ?? given?.[0] ?? "us-east-1";
  const account = await askAccount(clients, first, stop.signal);
  const types = options.types === undefined ? null : [...new Set(options.types)].sort();
  const regions =
    typeof options.regions === "function"
      ? options.regions(account.id)
      : (given ?? store.earlier?.regions ?? (await askRegions(clients, first, stop.signal)));
  const scope = { account: account.id, partition: account.partition, regions: [...new Set(regions)].sort(), types };
  if (scope.regions.length === 0) throw new SekishoError("USAGE", `No region is given for the account ${account.id}.`);
  store.begin(scope);
  const run = new Run(options, account, scope.regions, store, clients, stop);
  await run.all(calls);
  await store.finish();
  return { account: account.id, partition: account.partition, regions: scope.regions, ...run.counts() };
}

/** One run: the calls that are done and those that wait. */
class Run {
  private readonly options: CollectOptions;
  private readonly account: Account;
  private readonly regions: readonly string[];
  private readonly store: SnapshotStore;
  private readonly clients: Clients;
  private readonly stop: AbortController;
  private readonly limits = new Map<string, Limit>();
  private readonly inAll = createLimit(mostInAll);
  private readonly neededMembers = neededMembers();
  private readonly errors = new Map<string, number>();
  private reason: string | null = null;
  private defect: { readonly error: unknown } | null = null;
  private readonly begun = new Set<string>();
  private unreachable = 0;
  private unreachableInRow = 0;
  private known = 0;
  private asked = 0;
  private kept = 0;

  constructor(
    options: CollectOptions,
    account: Account,
    regions: readonly string[],
    store: SnapshotStore,
    clients: Clients,
    stop: AbortController,
  ) {
    this.options = options;
    this.account = account;
    this.regions = regions;
    this.store = store;
    this.clients = clients;
    this.stop = stop;
  }

  /** Makes all calls; every one is over when this ends, however it ends. */
  async all(calls: readonly PlannedCall[]): Promise<void> {
    await Promise.all(
      calls.flatMap((planned) => {
        const regions = planned.call.isGlobal ? [homeRegion(this.account.partition, this.regions)] : this.regions;
        return variantsOf(planned).flatMap((variant) => {
          const places = variant?.region === undefined ? regions : [variant.region];
          return places
            .filter((region) => isOfPartition(region, this.account.partition))
            .map((region) => this.one(planned, region, null, variant));
        });
      }),
    );
    if (this.defect !== null) throw asError(this.defect.error);
    if (this.stop.signal.aborted || this.unreachable > 0) {
      const reason = this.reason ?? "it was stopped";
      const left = this.stop.signal.aborted ? "" : `${counted(this.unreachable, "call")} reached nothing: `;
      throw new SekishoError(
        "COLLECTION_CUT_OFF",
        `Collecting was cut off: ${left}${reason}. What is answered is kept: go on with --resume.`,
      );
    }
  }

  counts(): Pick<CollectSummary, "asked" | "kept" | "errors"> {
    return { asked: this.asked, kept: this.kept, errors: Object.fromEntries([...this.errors].sort()) };
  }

  /** Makes a call, and those that its answer gives elements for. */
  private async one(
    planned: PlannedCall,
    region: string,
    element: Element | null,
    variant: ApiVariant | null,
  ): Promise<void> {
    try {
      if (this.stop.signal.aborted) return;
      const parameters = this.parameters(planned, element, variant);
      if (parameters === null) return;
      const call = { service: planned.service, operation: planned.operation, region, parameters };
      const key = `${planned.name} ${region} ${canonical(parameters)}`;
      if (this.begun.has(key)) return;
      this.begun.add(key);
      this.known += 1;
      const answers = this.fromEarlier(call) ?? (await this.ask(planned, call));
      if (answers === null) return;
      this.options.onProgress?.({ done: this.asked + this.kept, known: this.known, errors: total(this.errors) });
      await Promise.all(
        planned.children.flatMap(({ steps, planned: child }) =>
          answers
            .flatMap((answer) => followSteps(answer, steps))
            .flatMap((value) => variantsOf(child).map((of) => this.child(child, call, value, of))),
        ),
      );
    } catch (error) {
      // A defect, or a disk that is full: no call is begun any more, and those under way are given up.
      this.defect ??= { error };
      this.stop.abort();
    }
  }

  private async child(
    child: PlannedCall,
    listing: AskedCall,
    value: unknown,
    variant: ApiVariant | null,
  ): Promise<void> {
    if (variant?.region !== undefined && variant.region !== listing.region) return;
    await this.one(child, listing.region, { value, listing: listing.parameters }, variant);
  }

  private parameters(planned: PlannedCall, element: Element | null, variant: ApiVariant | null): Parameters | null {
    try {
      return parametersOf(planned.call, element, variant, this.account.id);
    } catch (cause) {
      // The answer to the listing is there and lacks what would name this one: it stays without its call.
      if (!(cause instanceof TypeError)) throw cause;
      this.noteError("ElementIncomplete");
      return null;
    }
  }

  private fromEarlier(call: AskedCall): readonly Json[] | null {
    const answers = this.store.answersTo(call);
    if (answers !== null) this.kept += 1;
    return answers;
  }

  /** Asks page by page; null if nothing is known, so that the next run asks again. */
  private async ask(planned: PlannedCall, call: AskedCall): Promise<readonly Json[] | null> {
    const shapes = await this.clients.shapes(call.service, call.operation);
    const paging = pagingOf(call.service, shapes);
    const pages: (Page & { readonly file: string | null })[] = [];
    const answers: Json[] = [];
    const seen = new Set<string>();
    let isAnswered = true;
    let token: string | null = null;
    for (;;) {
      const sent = {
        ...call.parameters,
        ...paging?.size,
        ...(paging === null || token === null ? {} : { [paging.input]: token }),
      };
      const response = await this.page(call, sent);
      if (response === null) return null;
      const capturedAt = (this.options.now ?? (() => new Date().toISOString()))();
      if ("code" in response) {
        pages.push({ response: null, last: false, capturedAt, error: response, file: null });
        isAnswered = planned.call.absent?.includes(response.code) === true;
        if (!isAnswered) this.noteError(response.code);
        break;
      }
      const next: unknown = paging === null ? undefined : nextToken(response.answer, paging);
      const isLast = typeof next !== "string" || next === "";
      const answer = toAnswer(response.answer, shapes.output, (member) => this.neededMembers.has(member));
      const file = this.store.writePage(call, pages.length + 1, answer);
      pages.push({ response: answer, last: isLast, capturedAt, error: null, file });
      answers.push(answer);
      if (isLast) break;
      if (seen.has(next)) {
        const error = { code: "PagesRepeat", message: "The answer names a page that it has named before." };
        pages.push({ response: null, last: false, capturedAt, error, file: null });
        isAnswered = false;
        this.noteError(error.code);
        break;
      }
      seen.add(next);
      token = next;
    }
    this.store.done(call, pages, isAnswered);
    this.asked += 1;
    return answers;
  }

  /** Makes one call of the API: its answer, the error that AWS answers with, or null if nothing is known. */
  private async page(
    call: AskedCall,
    parameters: Readonly<Record<string, unknown>>,
  ): Promise<{ readonly answer: object } | { readonly code: string; readonly message: string } | null> {
    const { service, region, operation } = call;
    try {
      const answer = await this.slot(service, region, async () => {
        if (this.stop.signal.aborted) return null;
        return this.clients.ask(service, region, operation, parameters, this.stop.signal);
      });
      if (answer === null) return null;
      this.unreachableInRow = 0;
      return { answer };
    } catch (error) {
      if (this.stop.signal.aborted) return null;
      if (error instanceof SekishoError) throw error;
      const { kind, code, message } = failureOf(error);
      if (kind === "answered") {
        this.unreachableInRow = 0;
        return { code, message };
      }
      this.reason = `${service}:${operation} in ${region}: ${message === "" ? code : `${code}: ${message}`}`.replace(
        /\.$/u,
        "",
      );
      this.unreachable += 1;
      this.unreachableInRow += 1;
      if (kind === "credentials" || this.unreachableInRow >= mostUnreachable) this.stop.abort();
      return null;
    }
  }

  private noteError(code: string): void {
    this.errors.set(code, (this.errors.get(code) ?? 0) + 1);
  }

  private slot<T>(service: string, region: string, task: () => Promise<T>): Promise<T> {
    const key = `${service} ${region}`;
    let limit = this.limits.get(key);
    if (limit === undefined) {
      limit = createLimit(mostOfService);
      this.limits.set(key, limit);
    }
    return limit(() => this.inAll(task));
  }
}

function asError(value: unknown): Error {
  return value instanceof Error
    ? value
    : new SekishoError("INTERNAL", "Collecting met what is no error.", { cause: value });
}

function variantsOf({ call }: PlannedCall): readonly (ApiVariant | null)[] {
  return call.variants ?? [null];
}

function total(counts: ReadonlyMap<string, number>): number {
  return [...counts.values()].reduce((sum, count) => sum + count, 0);
}

/** Members that some resource type names. */
function neededMembers(): ReadonlySet<string> {
  const paths = resourceTypes.flatMap(apiPathsOf);
  return new Set(paths.flatMap((path) => path.match(/\w+/gu) ?? []));
}
