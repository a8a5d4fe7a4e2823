import type { Cover } from "../../model/estate.ts";
import type { ResourceType } from "../../model/resource-type.ts";
import { own, ownList, ownObject, ownString, type JsonObject } from "../json-access.ts";
import type { SnapshotScope } from "./capture.ts";
import { instantOf, timeOf } from "./time.ts";

/** What `describe-configuration-recorders` and `describe-configuration-recorder-status` tell. */
export interface Recorders {
  readonly recorders: readonly JsonObject[];
  readonly statuses: readonly JsonObject[];
}

/**
 * Gives the listings that a snapshot completes: those of the types that the recorder of its account and region records,
 * if that recorder was recording without an error. Whatever is not said leaves the listing open.
 *
 * @param incomplete - Names in AWS Config of types of which the snapshot holds an item that was not recorded.
 */
export function coversOf(
  { account, region, time }: SnapshotScope,
  { recorders, statuses }: Recorders,
  types: readonly ResourceType[],
  incomplete: ReadonlySet<string>,
): readonly Cover[] {
  if (account === null || region === null || time === Number.NEGATIVE_INFINITY) return [];
  const recorder = recorders.find((candidate) => isOf(candidate, account, region) && isOwn(candidate));
  if (recorder === undefined) return [];
  const status = statuses.find((candidate) => isStatusOf(candidate, recorder));
  if (status === undefined || !wasRecording(status, time)) return [];
  return types.flatMap((type) => {
    const { config, configMember } = type.sources;
    if (config === undefined || configMember !== undefined || incomplete.has(config)) return [];
    if (!isRecorded(recorder, config, region)) return [];
    const at = instantOf(time - (isDaily(recorder, config) ? day : 0));
    return at === null ? [] : [{ type: type.type, account, region: type.isGlobal ? null : region, at }];
  });
}

/** `arn:aws:config:<region>:<account>:configuration-recorder/<name>/<id>` */
function isOf(recorder: JsonObject, account: string, region: string): boolean {
  const [, , service, place, owner] = ownString(recorder, "arn")?.split(":") ?? [];
  return service === "config" && place === region && owner === account;
}

/** A recorder that belongs to a service, or to another cloud, records what is its own. */
function isOwn(recorder: JsonObject): boolean {
  return ["servicePrincipal", "connectorArn", "scopeConfiguration"].every(
    (key) => (own(recorder, key) ?? null) === null,
  );
}

function isStatusOf(status: JsonObject, recorder: JsonObject): boolean {
  const arn = ownString(status, "arn");
  return arn !== undefined && arn === ownString(recorder, "arn");
}

function wasRecording(status: JsonObject, time: number): boolean {
  const isSuccess = ownString(status, "lastStatus")?.toUpperCase() === "SUCCESS";
  const started = timeOf(own(status, "lastStartTime"));
  return own(status, "recording") === true && isSuccess && started > Number.NEGATIVE_INFINITY && started <= time;
}

/** The types of IAM that a recorder of all types records only if it is told to. */
const globalTypes = ["AWS::IAM::Group", "AWS::IAM::Policy", "AWS::IAM::Role", "AWS::IAM::User"];

/**
 * The regions that had AWS Config before February 2022: only there are the global types of IAM recorded.
 * Source: Amazon Web Services, AWS Config API Reference, RecordingGroup.
 */
const regionsOfGlobalTypes =
  /^(?:us-(?:east|west)-[12]|us-gov-(?:east|west)-1|ca-central-1|sa-east-1|eu-(?:west-[123]|central-1|north-1|south-1)|ap-(?:northeast-[123]|southeast-[123]|south-1|east-1)|me-south-1|af-south-1|cn-north(?:west)?-1)$/u;

function isRecorded(recorder: JsonObject, type: string, region: string): boolean {
  const group = ownObject(recorder, "recordingGroup");
  if (group === undefined) return false;
  const isGlobal = globalTypes.includes(type);
  if (isGlobal && !regionsOfGlobalTypes.test(region)) return false;
  const excluded = ownList(ownObject(group, "exclusionByResourceTypes"), "resourceTypes");
  switch (strategyOf(group, excluded.length > 0)) {
    case "ALL_SUPPORTED_RESOURCE_TYPES":
      return !isGlobal || own(group, "includeGlobalResourceTypes") === true;
    case "INCLUSION_BY_RESOURCE_TYPES":
      return ownList(group, "resourceTypes").includes(type);
    case "EXCLUSION_BY_RESOURCE_TYPES":
      return excluded.every((name) => typeof name === "string") && !excluded.includes(type);
    default:
      return false;
  }
}

const day = 24 * 60 * 60 * 1000;

/** What is recorded once a day may have changed since. */
function isDaily(recorder: JsonObject, type: string): boolean {
  const mode = ownObject(recorder, "recordingMode");
  const override = ownList(mode, "recordingModeOverrides").find((one) => ownList(one, "resourceTypes").includes(type));
  return ownString(override ?? mode, "recordingFrequency") === "DAILY";
}

/** Answers of before there were strategies say by `allSupported` which it is. */
function strategyOf(group: JsonObject, isExcluding: boolean): string {
  const told = ownString(ownObject(group, "recordingStrategy"), "useOnly");
  if (told !== undefined) return told;
  if (own(group, "allSupported") === true) return "ALL_SUPPORTED_RESOURCE_TYPES";
  return isExcluding ? "EXCLUSION_BY_RESOURCE_TYPES" : "INCLUSION_BY_RESOURCE_TYPES";
}
